import { beforeEach, describe, expect, it } from "vitest";
import { whyLines } from "#components/reviews/decisions/why-lines.ts";
import { reviewClaims, reviewStates } from "#db/schema/index.ts";
import { ERASED } from "#lib/pseudonym.ts";
import { resubmitReview } from "#lib/reviews/asks/resubmit-review.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { releaseByProduct } from "#lib/reviews/lifecycle/release-reviews-of.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { resumeReview } from "#lib/reviews/lifecycle/resume-review.ts";
import { at } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, approved, type Cast, claimed, rejected, sentBack } from "#tests/support/reviews.ts";

describe("why a review stands where it does, in the words of anyone who brought it there", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const linesOf = async (id: number) => whyLines(await reviewDetail(cast.colleague, id));

  it("is said while it is on hold, and once it was cancelled", async () => {
    const { id, sequence } = await claimed(cast);
    expect(await linesOf(id)).toEqual([]);
    const hold = { reasonCode: "people", reason: "Only Gus knows the queue", resumeOn: "2026-12-10" } as const;
    const held = await holdReview(cast.engineer, id, { sequence, ...hold });
    expect(await linesOf(id)).toEqual(["On hold by Enzo Engineer: Only Gus knows the queue"]);
    const back = await resumeReview(cast.requester, id, { sequence: held.sequence });
    expect(await linesOf(id)).toEqual([]);
    await cancelReview(cast.requester, id, { sequence: back.sequence, reason: "We buy it" });
    expect(await linesOf(id)).toEqual(["Cancelled by Rita Requester: We buy it"]);
  });

  it("is said of what was given back, until someone claims it", async () => {
    const one = await claimed(cast);
    const free = await releaseReview(cast.engineer, one.id, { sequence: one.sequence, reason: "On leave" });
    expect(await linesOf(one.id)).toEqual(["Released by Enzo Engineer: On leave"]);
    await claimReview(cast.second, one.id, { sequence: free.sequence, conflict: "" });
    expect(await linesOf(one.id)).toEqual([]);
    const two = await claimed(cast);
    await releaseByProduct(cast.engineer, two, "test", "The reviewer can no longer review");
    expect(await linesOf(two.id)).toEqual(["Released by the product: The reviewer can no longer review"]);
  });

  it("is said of what was given back while it waits for changes, until someone claims it", async () => {
    const { id, sequence } = await sentBack(cast);
    const free = await releaseReview(cast.manager, id, { sequence, reason: "Enzo is on leave" });
    const released = "Released by Mona Manager: Enzo is on leave";
    expect(await linesOf(id)).toEqual([released]);
    const answer = { sequence: free.sequence, message: "We do" };
    const back = await resubmitReview(cast.requester, id, answer);
    expect(back.state).toBe("submitted");
    expect(await linesOf(id)).toEqual([released]);
    await claimReview(cast.second, id, { sequence: back.sequence, conflict: "" });
    expect(await linesOf(id)).toEqual([]);
  });

  it("is said of what was given back while it is on hold, after why it is", async () => {
    const { id, sequence } = await claimed(cast);
    const hold = { reasonCode: "people", reason: "Only Gus knows the queue", resumeOn: "2026-12-10" } as const;
    const held = await holdReview(cast.engineer, id, { sequence, ...hold });
    await releaseReview(at(cast.engineer, "2026-11-26T09:00:00Z"), id, { sequence: held.sequence, reason: "On leave" });
    expect(await linesOf(id)).toEqual([
      "On hold by Enzo Engineer: Only Gus knows the queue",
      "Released by Enzo Engineer: On leave",
    ]);
  });

  it("is said of what was given back and then put on hold, before why it is", async () => {
    const { id, sequence } = await claimed(cast);
    const free = await releaseReview(cast.engineer, id, { sequence, reason: "On leave" });
    const hold = { reasonCode: "people", reason: "Only Gus knows the queue", resumeOn: "2026-12-10" } as const;
    const later = at(cast.manager, "2026-11-26T09:00:00Z");
    await holdReview(later, id, { sequence: free.sequence, ...hold });
    expect(await linesOf(id)).toEqual([
      "Released by Enzo Engineer: On leave",
      "On hold by Mona Manager: Only Gus knows the queue",
    ]);
  });

  it("is not said any more once the words were erased with anyone who they were about", async () => {
    const { id, sequence } = await claimed(cast);
    await releaseReview(cast.engineer, id, { sequence, reason: "On leave" });
    await db().update(reviewStates).set({ reason: ERASED });
    await db().update(reviewClaims).set({ releaseReason: ERASED });
    expect(await linesOf(id)).toEqual([]);
  });

  it("is said of what was opened again, until it is decided again", async () => {
    const { id, sequence } = await approved(cast);
    const open = await reopenReview(cast.requester, id, { sequence, reason: "Another queue" });
    const reopened = "Reopened by Rita Requester: Another queue";
    expect(await linesOf(id)).toEqual([reopened]);
    const free = await releaseReview(cast.engineer, id, { sequence: open.sequence, reason: "On leave" });
    expect(await linesOf(id)).toEqual([reopened, "Released by Enzo Engineer: On leave"]);
    const mine = await claimReview(cast.second, id, { sequence: free.sequence, conflict: "" });
    expect(await linesOf(id)).toEqual([reopened]);
    const done = await approveReview(cast.second, id, { sequence: mine.sequence, reason: "Small" });
    expect(await linesOf(id)).toEqual([]);
    await reopenReview(cast.requester, id, { sequence: done.sequence, reason: "A third one" });
    expect(await linesOf(id)).toEqual(["Reopened by Rita Requester: A third one"]);
  });

  it("is said of an import that was opened again, of which no state of before is known", () => {
    const by = { id: 1, name: "Mona Manager" };
    const reopened = {
      state: "in_review",
      from: "",
      to: null,
      by,
      reasonCode: null,
      reason: "Another export",
    } as const;
    const lines = whyLines({ state: "in_review", launchedSince: false, states: [reopened], released: null });
    expect(lines).toEqual(["Reopened by Mona Manager: Another export"]);
  });

  it("is said of what was closed: launched, rejected or dropped", async () => {
    const one = await approved(cast);
    await closeReview(cast.engineer, one.id, { sequence: one.sequence, reason: "We buy it", dropped: true });
    expect(await linesOf(one.id)).toEqual(["Closed as dropped by Enzo Engineer: We buy it"]);
    const two = await approved(cast);
    const live = await recordLaunch(cast.requester, two.id, { sequence: two.sequence, launchedOn: "2026-11-25" });
    await closeReview(cast.manager, two.id, { sequence: live.sequence, reason: "It runs" });
    expect(await linesOf(two.id)).toEqual(["Closed by Mona Manager: It runs"]);
    const three = await rejected(cast);
    await closeReview(cast.manager, three.id, { sequence: three.sequence, reason: "Given up" });
    expect(await linesOf(three.id)).toEqual(["Closed by Mona Manager: Given up"]);
  });
});
