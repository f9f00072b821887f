import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { linesOf } from "#components/reviews/queue/review-line.ts";
import { SlaMark } from "#components/reviews/queue/sla-mark.tsx";
import type { ReviewSummary } from "#lib/reviews/output.ts";
import { GATES, type Gate } from "#lib/reviews/rules/gates.ts";

const NOW = new Date("2026-11-25T09:00:00Z");
const ME = 3;

const at = (day: number) => `2026-11-${day}T09:00:00.000Z`;

const gate = (id: Gate["id"], state: Gate["state"], reason: string): Gate => ({ id, state, reason, meets: "decision" });

function review(id: number, parts: Partial<ReviewSummary> = {}): ReviewSummary {
  return {
    id,
    ref: `REV-${id}`,
    title: `Change ${id}`,
    type: "feature",
    state: "in_review",
    turn: "reviewer",
    move: null,
    tier: "low",
    sequence: 3,
    revision: 1,
    service: null,
    team: null,
    requester: null,
    guardian: null,
    reviewer: null,
    requestedLaunchOn: null,
    launchedOn: null,
    launchedSince: false,
    createdAt: "2026-11-20T09:00:00.000Z",
    updatedAt: "2026-11-23T09:00:00.000Z",
    firstSubmittedAt: "2026-11-23T09:00:00.000Z",
    firstDecidedAt: null,
    decidedAt: null,
    endedAt: null,
    onWaivers: 0,
    stale: false,
    imported: false,
    openElsewhereAt: null,
    gates: GATES.map((gateId) => gate(gateId, "met", "It holds.")),
    policies: { state: "pass", count: 0 },
    sla: { status: "due", target: "reviewer_time", dueAt: "2026-12-01T17:00:00.000Z", usedShare: 0.2 },
    ...parts,
  };
}

/** What each line says of its gates, as its cell is drawn. */
function gatesIn(reviews: ReviewSummary[]) {
  const { lines, gates } = linesOf(reviews, NOW, ME);
  return lines.map((line) => line.gates?.map((place) => gates[place]) ?? null);
}

describe("the lines of a list of reviews", () => {
  it("say of each gate how it stands and why, in the order it is shown", () => {
    const gates = [gate("findings", "unmet", "2 blocking findings are open."), gate("conflicts", "met", "None.")];
    expect(gatesIn([review(1), review(2, { gates })])).toEqual([
      GATES.map((id) => ({ id, state: "met", reason: "It holds." })),
      [
        { id: "findings", state: "unmet", reason: "2 blocking findings are open." },
        { id: "conflicts", state: "met", reason: "None." },
      ],
    ]);
  });

  it("say that nothing rests any more on a gate that is not met, where the review has ended", () => {
    const gates = [gate("findings", "unmet", "1 blocking finding is open.")];
    const states = gatesIn([review(1, { gates }), review(2, { gates, state: "rejected" })]);
    expect(states.map((own) => own?.map((one) => one?.state))).toEqual([["unmet"], ["past"]]);
  });

  it("hold once what many of them say", () => {
    const { lines, gates } = linesOf([review(1), review(2), review(3)], NOW, ME);
    expect(gates).toHaveLength(GATES.length);
    expect(new Set(lines.map((line) => JSON.stringify(line.gates))).size).toBe(1);
  });

  it("tell gates apart that differ in their reason or their state alone", () => {
    const gates = [
      gate("findings", "met", "None."),
      gate("findings", "waived", "None."),
      gate("findings", "met", "One."),
    ];
    expect(linesOf([review(1, { gates })], NOW, ME).gates).toHaveLength(3);
  });

  it.each<[string, number, Partial<ReviewSummary>]>([
    ["while it is open", 2, {}],
    ["at the decision", 1, { state: "approved", firstDecidedAt: at(24), decidedAt: at(24) }],
    [
      "at the first decision, where another followed",
      1,
      { state: "closed", firstDecidedAt: at(24), decidedAt: at(25) },
    ],
    ["not, where it was opened again", 2, { firstDecidedAt: at(24) }],
    [
      "at the first decision, where it was opened again and cancelled",
      1,
      { state: "cancelled", firstDecidedAt: at(24), endedAt: at(25) },
    ],
    ["where it was cancelled", 1, { state: "cancelled", endedAt: at(24) }],
    ["when a file last said that it is open elsewhere", 1, { state: "submitted", openElsewhereAt: at(24) }],
  ])("have an age that ends %s", (_, days, parts) => {
    expect(linesOf([review(1, parts)], NOW, ME).lines[0]?.ageSeconds).toBe(days * 86_400);
  });

  it("are sent without what a review does not have", () => {
    const bare = review(1, { tier: null, policies: null, sla: null, firstSubmittedAt: null, gates: [] });
    expect(linesOf([bare], NOW, ME).lines).toEqual([{ id: 1, title: "Change 1", state: "in_review" }]);
    expect(JSON.stringify(linesOf([bare], NOW, ME).lines)).not.toContain("null");
  });

  it("say when the change was launched, and before that when it is asked to be", () => {
    const wanted = review(1, { requestedLaunchOn: "2026-12-20" });
    const launched = review(2, { requestedLaunchOn: "2026-12-20", launchedOn: "2026-11-24" });
    const { lines } = linesOf([wanted, launched, review(3, { launchedOn: "2026-11-23" }), review(4)], NOW, ME);
    expect(lines.map(({ launchOn, launched: is }) => [launchOn, is])).toEqual([
      ["2026-12-20", undefined],
      ["2026-11-24", true],
      ["2026-11-23", true],
      [undefined, undefined],
    ]);
  });

  it("say that an approval is stale, and nothing of one that is not", () => {
    expect(linesOf([review(1, { state: "approved", stale: true })], NOW, ME).lines[0]).toHaveProperty("stale", true);
    expect(linesOf([review(1, { state: "approved" })], NOW, ME).lines[0]).not.toHaveProperty("stale");
  });

  it("say nothing of a clock that has been met", () => {
    const sla = { status: "met", target: "reviewer_time", dueAt: null, usedShare: 0.5 } as const;
    expect(linesOf([review(1, { sla })], NOW, ME).lines[0]).not.toHaveProperty("sla");
  });

  it("name the target of a clock where it is the first response", () => {
    const due = { status: "due", dueAt: "2026-12-01T17:00:00.000Z" } as const;
    expect(linesOf([review(1)], NOW, ME).lines[0]?.sla).toEqual(due);
    const sla = { ...due, target: "first_response", usedShare: 0.2 } as const;
    const line = linesOf([review(1, { sla })], NOW, ME).lines[0]?.sla ?? null;
    expect(line).toEqual({ ...due, target: "first_response" });
    expect(renderToStaticMarkup(createElement(SlaMark, { sla: line, now: NOW }))).toContain("for a first response");
  });

  it("say which part in a review is the reader's own", () => {
    const [me, other] = [
      { id: ME, name: "Enzo Engineer" },
      { id: 4, name: "Enzo Engineer" },
    ];
    const lines = (parts: Partial<ReviewSummary>) => linesOf([review(1, parts)], NOW, ME).lines[0]?.mine;
    expect(lines({ guardian: other, reviewer: me })).toEqual(["Engineer"]);
    expect(lines({ guardian: me, reviewer: null })).toEqual(["Guardian"]);
    expect(lines({ guardian: other, reviewer: other })).toBeUndefined();
  });

  it("name what a claim needs where that is the move, and nowhere else", () => {
    const lines = linesOf([review(1, { move: "claim", sequence: 7 }), review(2, { move: "decide" })], NOW, ME).lines;
    expect(lines.map(({ sequence }) => sequence)).toEqual([7, undefined]);
  });

  it("say nothing of gates where there is nothing to meet", () => {
    expect(gatesIn([review(1, { gates: [] })])).toEqual([null]);
  });
});
