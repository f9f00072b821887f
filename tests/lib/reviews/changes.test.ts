import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { reviewComments, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { commentsOf } from "#lib/reviews/asks/comments-of.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { resubmitReview } from "#lib/reviews/asks/resubmit-review.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { resumeReview } from "#lib/reviews/lifecycle/resume-review.ts";
import { at, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { recorded } from "#tests/support/recorded.ts";
import { addCast, answered, type Cast, claimed, refuses, sentBack, submitted } from "#tests/support/reviews.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("requesting and answering changes", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });
  const rowOf = async (id: number) => (await db().select().from(reviews).where(eq(reviews.id, id)))[0];
  const finding = { title: "No owner", severity: "medium", blocking: false } as const;

  describe("requesting", () => {
    it("hands the review back with a message to answer, as the first response", async () => {
      const { id, sequence } = await claimed(cast);
      const later = at(cast.engineer, "2026-11-26T10:00:00Z");
      const wanted = { sequence, reasonCode: "evidence", message: " Who owns it? " } as const;
      const receipt = await requestChanges(later, id, wanted);
      expect(receipt.state).toBe("changes_requested");
      expect(await rowOf(id)).toMatchObject({ firstResponseAt: later.now, reviewerId: cast.engineer.actor.personId });
      const data = { revision: 1, reasonCode: "evidence" } as const;
      expect((await recorded(db())).at(-1)).toEqual({
        type: "review.changes-requested",
        subject: ["review", id],
        data,
      });
      const comments = await db().select().from(reviewComments);
      expect(comments).toMatchObject([{ body: "Who owns it?", ask: true, answeredById: null }]);
    });

    it("needs no message where a finding has no answer, and counts the guardian's as no response", async () => {
      const { id, sequence } = await claimed(cast);
      const raised = await raiseFinding(cast.guardian, id, { sequence, ...finding });
      const wanted = { sequence: raised.sequence, reasonCode: "skills" } as const;
      expect(await requestChanges(cast.guardian, id, wanted)).toMatchObject({ state: "changes_requested" });
      expect(await db().select().from(reviewComments)).toEqual([]);
      expect(await rowOf(id)).toMatchObject({ firstResponseAt: null });
    });

    it("takes a finding that was answered before for nothing to answer: what is missing is written", async () => {
      const { id, sequence } = await claimed(cast);
      const raised = await raiseFinding(cast.engineer, id, { sequence, ...finding });
      const wanted = { reasonCode: "evidence" } as const;
      for (const state of ["open", "in_progress"] as const) {
        const answer = { sequence: (await rowOf(id))?.sequence ?? 0, answer: "We look at it", state };
        const { sequence } = await answerFinding(cast.guardian, id, raised.findingId, answer);
        await refuses(db(), Conflict, () => requestChanges(cast.engineer, id, { ...wanted, sequence }));
      }
      const { sequence: now = 0 } = (await rowOf(id)) ?? {};
      const asked = await requestChanges(cast.engineer, id, { ...wanted, sequence: now, message: "Name its owner" });
      await refuses(db(), Conflict, () => resubmitReview(cast.requester, id, { sequence: asked.sequence }));
    });

    it("refuses when there is nothing to answer, and everything else", async () => {
      const { id, sequence } = await claimed(cast);
      const wanted = { sequence, reasonCode: "evidence", message: "Who owns it?" } as const;
      await refuses(db(), Conflict, () => requestChanges(cast.engineer, id, { ...wanted, message: "  " }));
      await refuses(db(), Invalid, () => requestChanges(cast.engineer, id, wrong({ ...wanted, reasonCode: null })));
      await refuses(db(), Invalid, () => requestChanges(cast.engineer, id, wrong({ ...wanted, state: "approved" })));
      await refuses(db(), Forbidden, () => requestChanges(cast.second, id, wanted));
      await refuses(db(), Forbidden, () => requestChanges(cast.requester, id, wanted));
      await refuses(db(), NotFound, () => requestChanges(cast.outsider, id, wanted));
      await refuses(db(), Conflict, () => requestChanges(cast.engineer, id, { ...wanted, sequence: 1 }));
      const open = await submitted(cast);
      const early = { ...wanted, sequence: open.sequence };
      await refuses(db(), Conflict, () => requestChanges(cast.guardian, open.id, early));
    });
  });

  describe("answering", () => {
    it("goes back to the reviewer with an answer to the message", async () => {
      const { id, sequence } = await sentBack(cast);
      const receipt = await resubmitReview(cast.requester, id, { sequence, message: "The platform team" });
      expect(receipt).toMatchObject({ state: "in_review", revision: 1 });
      expect((await recorded(db())).slice(-2)).toMatchObject([
        { type: "review.commented", subject: ["review", id] },
        { type: "review.resubmitted", subject: ["review", id], data: { revision: 1, to: "in_review" } },
      ]);
      const [ask, answer] = await db().select().from(reviewComments).orderBy(reviewComments.id);
      expect(ask?.answeredById).toBe(answer?.id);
      const [asked] = await commentsOf(cast.engineer, id);
      expect(asked).toMatchObject({ answered: true, answeredIn: null });
    });

    it("goes back with a new revision and no word, which answers no message", async () => {
      const { id, sequence } = await sentBack(cast);
      const later = at(cast.requester, "2026-11-26T10:00:00Z");
      const edited = await editReview(later, id, { sequence, intake: answered(["thirdParty"]) });
      const receipt = await resubmitReview(later, id, { sequence: edited.sequence });
      expect(receipt).toMatchObject({ state: "in_review", revision: 2 });
      const [message] = await commentsOf(cast.engineer, id);
      expect(message).toMatchObject({ ask: true, answered: false });
      expect(await db().select().from(reviewComments)).toMatchObject([{ answeredAt: null }]);
    });

    it("does not take the evidence that was asked about for a new one, whatever lay between", async () => {
      const { id, sequence } = await sentBack(cast);
      const day = (n: number) => at(cast.requester, `2026-11-${25 + n}T10:00:00Z`);
      const other = await editReview(day(1), id, { sequence, intake: answered(["thirdParty"]) });
      const same = await editReview(day(2), id, { sequence: other.sequence, intake: answered() });
      expect(same.revision).toBe(3);
      expect(await reviewDetail(day(2), id)).toMatchObject({ answerOwed: true });
      await refuses(db(), Conflict, () => resubmitReview(day(2), id, { sequence: same.sequence }));
      const wanted = { sequence: same.sequence, message: "The platform team" };
      expect(await resubmitReview(day(2), id, wanted)).toMatchObject({ state: "in_review", revision: 3 });
    });

    it("asks again for what a new revision left unanswered, and for nothing of it after a decision", async () => {
      const { id, sequence } = await sentBack(cast);
      const day = (n: number, ctx: Context) => at(ctx, `2026-11-${25 + n}T10:00:00Z`);
      const edited = await editReview(day(1, cast.requester), id, { sequence, intake: answered(["thirdParty"]) });
      const back = await resubmitReview(day(1, cast.requester), id, { sequence: edited.sequence });
      const raised = await raiseFinding(day(2, cast.engineer), id, { ...finding, sequence: back.sequence });
      const again = { sequence: raised.sequence, reasonCode: "evidence" } as const;
      const asked = await requestChanges(day(2, cast.engineer), id, again);
      const answer = { sequence: asked.sequence, answer: "Scoped to one bucket", state: "fixed" } as const;
      const fixed = await answerFinding(day(3, cast.requester), id, raised.findingId, answer);
      const silent = { sequence: fixed.sequence };
      await refuses(db(), Conflict, () => resubmitReview(day(3, cast.requester), id, silent));
      expect(await reviewDetail(cast.requester, id)).toMatchObject({ answerOwed: true });
      const wanted = { sequence: fixed.sequence, message: "The platform team" };
      const receipt = await resubmitReview(day(3, cast.requester), id, wanted);
      expect(receipt).toMatchObject({ state: "in_review", revision: 2 });
    });

    it("waits for no answer to what was asked before the review was decided on and opened again", async () => {
      const { id, sequence } = await sentBack(cast);
      const day = (n: number, ctx: Cast["requester"]) => at(ctx, `2026-11-${25 + n}T10:00:00Z`);
      const edited = await editReview(day(1, cast.requester), id, {
        sequence,
        intake: answered([], { dataHandling: "stored" }),
      });
      const back = await resubmitReview(day(1, cast.requester), id, { sequence: edited.sequence });
      expect(await commentsOf(cast.engineer, id)).toMatchObject([{ answered: false }]);
      // To ask for what is still open takes no more words.
      const again = { sequence: back.sequence, reasonCode: "evidence" } as const;
      const asked = await requestChanges(day(2, cast.engineer), id, again);
      const more = { sequence: asked.sequence, intake: answered([], { dataHandling: "reachable" }) };
      const third = await editReview(day(3, cast.requester), id, more);
      const ready = await resubmitReview(day(3, cast.requester), id, { sequence: third.sequence });
      const done = await approveReview(day(4, cast.engineer), id, { sequence: ready.sequence });
      await reopenReview(day(5, cast.requester), id, { sequence: done.sequence, reason: "Another bucket" });
      expect(await commentsOf(cast.engineer, id)).toMatchObject([{ answered: true }]);
    });

    it("counts a revision from before or during a hold as new", async () => {
      const { id, sequence } = await sentBack(cast);
      const day = (n: number) => at(cast.requester, `2026-11-${25 + n}T10:00:00Z`);
      const edited = await editReview(day(1), id, { sequence, intake: answered(["thirdParty"]) });
      const hold = { sequence: edited.sequence, reasonCode: "time", reason: "Freeze", resumeOn: "2026-12-24" } as const;
      const held = await holdReview(day(2), id, hold);
      const resumed = await resumeReview(day(3), id, { sequence: held.sequence });
      const receipt = await resubmitReview(day(4), id, { sequence: resumed.sequence });
      expect(receipt.state).toBe("in_review");
    });

    it("goes to the queue when there is no reviewer any more", async () => {
      const { id, sequence } = await sentBack(cast);
      const released = await releaseReview(cast.manager, id, { sequence, reason: "Left" });
      const wanted = { sequence: released.sequence, message: "The platform team" };
      expect(await resubmitReview(cast.guardian, id, wanted)).toMatchObject({ state: "submitted" });
    });

    it("refuses until every open finding has an answer, also one that was opened again", async () => {
      const { id, sequence } = await claimed(cast);
      const raised = await raiseFinding(cast.engineer, id, { sequence, ...finding });
      const asked = await requestChanges(cast.engineer, id, { sequence: raised.sequence, reasonCode: "evidence" });
      const empty = { sequence: asked.sequence, message: "Done" };
      await refuses(db(), Conflict, () => resubmitReview(cast.requester, id, empty));
      const fix = { sequence: asked.sequence, answer: "Named one", state: "fixed" } as const;
      const fixed = await answerFinding(cast.requester, id, raised.findingId, fix);
      const reopen = { sequence: fixed.sequence, state: "open", reason: "It is the wrong one" } as const;
      const again = await settleFinding(at(cast.engineer, "2026-11-26T09:00:00Z"), id, raised.findingId, reopen);
      await refuses(db(), Conflict, () => resubmitReview(cast.requester, id, { sequence: again.sequence }));
      const later = at(cast.requester, "2026-11-27T09:00:00Z");
      const answer = { sequence: again.sequence, answer: "Named the right one", state: "open" } as const;
      const last = await answerFinding(later, id, raised.findingId, answer);
      expect(await resubmitReview(later, id, { sequence: last.sequence })).toMatchObject({ state: "in_review" });
    });

    it("refuses others, the wrong state, a stale number and unknown fields", async () => {
      const { id, sequence } = await sentBack(cast);
      const wanted = { sequence, message: "The platform team" };
      await refuses(db(), Conflict, () => resubmitReview(cast.requester, id, { sequence, message: "  " }));
      await refuses(db(), Forbidden, () => resubmitReview(cast.colleague, id, wanted));
      await refuses(db(), Forbidden, () => resubmitReview(cast.engineer, id, wanted));
      await refuses(db(), NotFound, () => resubmitReview(cast.outsider, id, wanted));
      await refuses(db(), Conflict, () => resubmitReview(cast.requester, id, { ...wanted, sequence: 1 }));
      await refuses(db(), Invalid, () => resubmitReview(cast.requester, id, wrong({ ...wanted, verdict: "pass" })));
      const done = await resubmitReview(cast.requester, id, wanted);
      const twice = { ...wanted, sequence: done.sequence };
      await refuses(db(), Conflict, () => resubmitReview(cast.requester, id, twice));
      expect((await rowOf(id))?.updatedAt).toEqual(NOW);
    });
  });
});
