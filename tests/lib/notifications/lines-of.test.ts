import { describe, expect, it } from "vitest";
import type { EventType } from "#lib/event-types/vocabulary.ts";
import { linesOf } from "#lib/notifications/rules.ts";
import { NOW } from "#tests/support/actors.ts";

const ME = 7;

function happened(id: number, type: EventType, parts: { requestId?: string; subjectId?: number; data?: object } = {}) {
  const { requestId = "one", subjectId = 12, data = {} } = parts;
  return { id, at: NOW, type, requestId, actorId: 3, subjectKind: "review", subjectId, data };
}

const shown = (...events: ReturnType<typeof happened>[]) =>
  linesOf(events, ME).map(({ events, newest }) => [...events.map(({ type }) => type), newest]);

describe("the lines of an inbox", () => {
  it("are one an act: what tells most, with the last of its events", () => {
    expect(
      shown(happened(3, "policy-run.queued"), happened(2, "review.reopened"), happened(1, "review.revision-sealed")),
    ).toEqual([["review.reopened", 3]]);
    expect(linesOf([], ME)).toEqual([]);
  });

  it("are one each of other requests, and of what one request does to several reviews", () => {
    expect(
      shown(
        happened(3, "review.claimed", { requestId: "two" }),
        happened(2, "review.held", { subjectId: 13 }),
        happened(1, "review.held"),
      ),
    ).toEqual([
      ["review.claimed", 3],
      ["review.held", 2],
      ["review.held", 1],
    ]);
  });

  it("say next to it all that the act tells the reader about themselves, and nothing told to others", () => {
    const announced = (id: number, toIds: number[]) => happened(id, "review.waiver-announced", { data: { toIds } });
    expect(shown(announced(3, [8]), announced(2, [ME]), announced(1, [ME]))).toEqual([
      ["review.waiver-announced", "review.waiver-announced", 3],
    ]);
    const feedback = happened(2, "review.feedback-given", { data: { feedbackId: 1, guardianId: ME } });
    expect(shown(feedback, happened(1, "review.rejected"))).toEqual([["review.rejected", "review.feedback-given", 2]]);
    const mention = happened(1, "review.commented", { data: { commentId: 1, toIds: [ME] } });
    expect(linesOf([happened(2, "review.commented"), mention], ME)).toEqual([{ events: [mention], newest: 2 }]);
  });

  it("are one each of what is about no review", () => {
    const ofPerson = (id: number) => ({ ...happened(id, "belt.awarded"), subjectKind: "person" });
    expect(shown(ofPerson(2), ofPerson(1))).toEqual([
      ["belt.awarded", 2],
      ["belt.awarded", 1],
    ]);
  });

  it("are none of what led to a submission, but of what came after it and of other reviews", () => {
    expect(
      shown(
        happened(5, "review.artefact-attached", { requestId: "after" }),
        happened(4, "review.resubmitted", { requestId: "answer" }),
        happened(3, "policy-run.finished", { requestId: "checks" }),
        happened(2, "review.revision-sealed", { requestId: "attach" }),
        happened(1, "review.revision-sealed", { requestId: "other", subjectId: 13 }),
      ),
    ).toEqual([
      ["review.artefact-attached", 5],
      ["review.resubmitted", 4],
      ["policy-run.finished", 3],
      ["review.revision-sealed", 1],
    ]);
  });
});
