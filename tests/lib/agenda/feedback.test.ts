import { beforeEach, describe, expect, it } from "vitest";
import { readerOf } from "#components/reviews/moves/move-permission.ts";
import { movesOf } from "#components/reviews/moves/offered-moves.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { giveFeedback } from "#lib/reviews/decisions/give-feedback.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, claimed } from "#tests/support/reviews.ts";

describe("the feedback that an engineer owes", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  /** In review, with a finding of its guardian's that nothing is left to do about. */
  async function involved() {
    const { id, sequence } = await claimed(cast);
    const raised = await raiseFinding(cast.guardian, id, {
      ...{ title: "No owner", severity: "low", blocking: false, sequence },
    });
    const fixed = { sequence: raised.sequence, answer: "Named one", state: "fixed" } as const;
    const answered = await answerFinding(cast.requester, id, raised.findingId, fixed);
    const verified = { sequence: answered.sequence, state: "verified" } as const;
    return settleFinding(cast.engineer, id, raised.findingId, verified);
  }

  /** Whether home asks the reviewer to rate the guardian; the page offers it them then, and then only. */
  async function isOwed(id: number): Promise<boolean> {
    const { actor } = cast.engineer;
    const review = await reviewDetail(cast.engineer, id);
    const acts = movesOf(review, readerOf(actor, review)).groups.flat();
    const asked = (await needsOf(cast.engineer)).needs.filter(({ kind }) => kind === "feedback");
    const hrefs = acts.some(({ key }) => key === "give_feedback") ? [`/reviews/REV-${id}#decision`] : [];
    expect(asked.map(({ href }) => href)).toEqual(hrefs);
    return hrefs.length > 0;
  }

  it("is owed from the decision on, also once the review is closed", async () => {
    const { id, sequence } = await involved();
    expect(await isOwed(id)).toBe(false);
    const done = await approveReview(cast.engineer, id, { sequence });
    expect(await isOwed(id)).toBe(true);
    const dropped = { sequence: done.sequence, reason: "Not built", dropped: true };
    const over = await closeReview(cast.second, id, dropped);
    expect(await isOwed(id)).toBe(true);
    await giveFeedback(cast.engineer, id, { sequence: over.sequence, feedback: { declinedReason: "I read none" } });
    expect(await isOwed(id)).toBe(false);
  });

  it("is not owed while the review is open again", async () => {
    const { id, sequence } = await involved();
    const done = await approveReview(cast.engineer, id, { sequence });
    await reopenReview(cast.requester, id, { sequence: done.sequence, reason: "Changed" });
    expect(await isOwed(id)).toBe(false);
  });
});
