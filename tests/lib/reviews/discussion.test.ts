import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { findings, people, reviewComments, reviewFacts, reviewFeedback, reviews } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { feedbackNeeds } from "#lib/agenda/review-needs.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { keepFacts } from "#lib/metrics/facts/keep-facts.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { erasePerson } from "#lib/people/erase-person.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { giveFeedback } from "#lib/reviews/decisions/give-feedback.ts";
import { loadReview, reviewDetail } from "#lib/reviews/detail.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { at, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { recorded } from "#tests/support/recorded.ts";
import {
  addCast,
  approved,
  type Cast,
  claimed,
  type PersonContext,
  refuses,
  submitted,
} from "#tests/support/reviews.ts";
import { wrong } from "#tests/support/wrong.ts";

const RATINGS = { scope: 3, threats: 2, mitigations: 1, validation: 0, sentence: "Name the trust boundary first." };

describe("discussion and feedback", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });
  const rowOf = async (id: number) => (await db().select().from(reviews).where(eq(reviews.id, id)))[0];

  describe("commenting", () => {
    it("adds to the discussion without moving the sequence number", async () => {
      const { id, sequence } = await claimed(cast);
      const comment = await commentOnReview(cast.requester, id, { body: "Here is **more**.\nTwo lines." });
      expect(await rowOf(id)).toMatchObject({ sequence, firstResponseAt: null });
      const data = { commentId: comment.id };
      expect((await recorded(db())).at(-1)).toEqual({ type: "review.commented", subject: ["review", id], data });
      expect(await db().select().from(reviewComments)).toMatchObject([
        { body: "Here is **more**.\nTwo lines.", ask: false, authorId: cast.requester.actor.personId },
      ]);
    });

    it("is the first response when the reviewer writes it", async () => {
      const { id } = await claimed(cast);
      await commentOnReview(cast.engineer, id, { body: "I am on it." });
      expect(await rowOf(id)).toMatchObject({ firstResponseAt: NOW });
    });

    it("S02 lets a builder who is mentioned see the review, and nobody else", async () => {
      const { id } = await submitted(cast);
      await refuses(db(), NotFound, () => loadReview(cast.outsider, id));
      const mentions = [cast.outsider.actor.personId, cast.outsider.actor.personId];
      await commentOnReview(cast.guardian, id, { body: "What do you think?", mentions });
      expect(await loadReview(cast.outsider, id)).toMatchObject({ id });
      await commentOnReview(cast.outsider, id, { body: "Looks right to me." });
      const other = await submitted(cast);
      await refuses(db(), NotFound, () => loadReview(cast.outsider, other.id));
      await refuses(db(), NotFound, () => loadReview(cast.admin, id));
    });

    it("refuses an empty one, a person who is not there, others and unknown fields", async () => {
      const { id } = await submitted(cast);
      const { personId } = cast.colleague.actor;
      await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, personId));
      await refuses(db(), Invalid, () => commentOnReview(cast.requester, id, { body: "" }));
      await refuses(db(), Invalid, () => commentOnReview(cast.requester, id, { body: " \n\t " }));
      await refuses(db(), Invalid, () => commentOnReview(cast.requester, id, wrong({ body: "x", ask: true })));
      await refuses(db(), Invalid, () => commentOnReview(cast.requester, id, { body: "x\0" }));
      for (const mentions of [[99_999], [personId]]) {
        await refuses(db(), NotFound, () => commentOnReview(cast.requester, id, { body: "x", mentions }));
      }
      await refuses(db(), Forbidden, () => commentOnReview(cast.auditor, id, { body: "x" }));
      await refuses(db(), NotFound, () => commentOnReview(cast.outsider, id, { body: "x" }));
      await refuses(db(), NotFound, () => commentOnReview(cast.requester, 999, { body: "x" }));
    });
  });

  describe("feedback on the guardian's input", () => {
    /** In review, with a guardian who was involved: they raised a finding, settled since. */
    async function involved() {
      const { id, sequence } = await claimed(cast);
      const finding = { title: "No owner", severity: "low", blocking: false, sequence } as const;
      return raiseFinding(cast.guardian, id, finding);
    }

    it("keeps four ratings and a sentence, given with the decision", async () => {
      const { id, sequence } = await involved();
      await approveReview(cast.engineer, id, { sequence, feedback: RATINGS });
      const [saved] = await db().select().from(reviewFeedback);
      expect(saved).toMatchObject({
        ...RATINGS,
        cycle: 1,
        guardianId: cast.guardian.actor.personId,
        byId: cast.engineer.actor.personId,
        declinedReason: null,
      });
      const data = { feedbackId: saved?.id, guardianId: cast.guardian.actor.personId };
      const events = (await recorded(db())).slice(-2);
      expect(events).toMatchObject([{ type: "review.feedback-given", data }, { type: "review.approved" }]);
    });

    it("may be declined with a reason, once", async () => {
      const { id, sequence } = await involved();
      const declined = { declinedReason: "I did not read it" };
      const done = await approveReview(cast.engineer, id, { sequence });
      const one = await giveFeedback(cast.engineer, id, { sequence: done.sequence, feedback: declined });
      expect((await recorded(db())).at(-1)).toMatchObject({ type: "review.feedback-declined" });
      const again = { sequence: one.sequence, feedback: RATINGS };
      await refuses(db(), Conflict, () => giveFeedback(cast.engineer, id, again));
    });

    it("S06 is told of one by one to nobody who does not owe it", async () => {
      const { id, sequence } = await involved();
      const done = await approveReview(cast.engineer, id, { sequence });
      const others = [cast.requester, cast.guardian, cast.second, cast.manager];
      const shown = () => Promise.all(others.map((ctx) => reviewDetail(ctx, id)));
      const before = await shown();
      expect(before).toMatchObject(others.map(() => ({ involved: true, feedbackOwed: false })));
      const later = at(cast.engineer, "2026-11-26T09:00:00Z");
      const rated = await giveFeedback(later, id, { sequence: done.sequence, feedback: RATINGS });
      expect(await shown()).toEqual(before);
      // The number of its changes would tell it, and so would the time of the last one: the decision still takes the same number.
      expect(rated).toEqual(done);
      await refuses(db(), Conflict, () => giveFeedback(later, id, { sequence: done.sequence, feedback: RATINGS }));
    });

    it("counts in the facts of the review, though no number of it moves", async () => {
      const { id, sequence } = await involved();
      const done = await approveReview(cast.engineer, id, { sequence });
      const given = async () => {
        await keepFacts(cast.engineer);
        const [facts] = await db().select().from(reviewFacts).where(eq(reviewFacts.reviewId, id));
        return facts?.feedbackGiven;
      };
      expect(await given()).toBe(false);
      await giveFeedback(cast.engineer, id, { sequence: done.sequence, feedback: RATINGS });
      expect(await given()).toBe(true);
    });

    it("is given in a later cycle on what the guardian did since they were rated", async () => {
      const later = (ctx: PersonContext) => at(ctx, "2026-11-26T09:00:00Z");
      const { id, sequence } = await involved();
      const done = await approveReview(cast.engineer, id, { sequence, feedback: RATINGS });
      const open = await reopenReview(later(cast.requester), id, { sequence: done.sequence, reason: "Changed" });
      expect(await reviewDetail(cast.engineer, id)).toMatchObject({ involved: true, feedbackOwed: false });
      const again = { sequence: open.sequence, feedback: RATINGS };
      const error = await refuses(db(), Conflict, () => approveReview(later(cast.engineer), id, again));
      expect(error.message).toBe("The guardian's input on this review is already rated.");
      const finding = { title: "No key", severity: "low", blocking: false, sequence: open.sequence } as const;
      const raised = await raiseFinding(later(cast.guardian), id, finding);
      expect(await reviewDetail(cast.engineer, id)).toMatchObject({ feedbackOwed: true });
      await approveReview(later(cast.engineer), id, { sequence: raised.sequence, feedback: RATINGS });
      const given = await db().select().from(reviewFeedback).orderBy(reviewFeedback.id);
      expect(given.map(({ cycle }) => cycle)).toEqual([1, 2]);
      expect(await reviewDetail(cast.engineer, id)).toMatchObject({ feedbackOwed: false });
    });

    it("is asked for where the guardian is said to be involved, whose first act came after the first decision", async () => {
      const later = (ctx: PersonContext) => at(ctx, "2026-11-26T09:00:00Z");
      const done = await approved(cast);
      const { id } = done;
      const finding = { title: "No key", severity: "low", blocking: false } as const;
      const between = await raiseFinding(later(cast.guardian), id, { ...finding, sequence: done.sequence });
      expect(await reviewDetail(cast.engineer, id)).toMatchObject({ involved: false, feedbackOwed: false });
      const reason = { sequence: between.sequence, reason: "Changed" };
      const open = await reopenReview(later(cast.requester), id, reason);
      const raised = await raiseFinding(later(cast.guardian), id, { ...finding, sequence: open.sequence });
      expect(await reviewDetail(cast.engineer, id)).toMatchObject({ involved: true, feedbackOwed: true });
      const end = await approveReview(later(cast.engineer), id, { sequence: raised.sequence });
      expect(await reviewDetail(cast.engineer, id)).toMatchObject({ involved: true, feedbackOwed: true });
      await giveFeedback(later(cast.engineer), id, { sequence: end.sequence, feedback: RATINGS });
      expect(await reviewDetail(cast.engineer, id)).toMatchObject({ involved: true, feedbackOwed: false });
    });

    it("S50 is owed of nobody who has left, and cannot be given: nobody would erase it again", async () => {
      const { id, sequence } = await involved();
      const { sequence: done } = await approveReview(cast.engineer, id, { sequence });
      const asked = async () => (await feedbackNeeds(cast.engineer)).map(({ verb }) => verb);
      expect(await asked()).toContain("Rate the guardian of");
      const personId = cast.guardian.actor.personId;
      await deactivatePerson(cast.admin, { personId });
      await erasePerson(cast.admin, { personId });
      expect(await asked()).not.toContain("Rate the guardian of");
      expect(await reviewDetail(cast.engineer, id)).toMatchObject({ involved: true, feedbackOwed: false });
      const rating = { sequence: done, feedback: RATINGS };
      const error = await refuses(db(), Conflict, () => giveFeedback(cast.engineer, id, rating));
      expect(error.message).toBe("The guardian has left, so their input can no longer be rated.");
    });

    it("is given in a later cycle on what nobody has rated", async () => {
      const { id, sequence } = await involved();
      const done = await approveReview(cast.engineer, id, { sequence });
      const open = await reopenReview(cast.requester, id, { sequence: done.sequence, reason: "Changed" });
      const again = { sequence: open.sequence, feedback: RATINGS };
      expect(await approveReview(cast.engineer, id, again)).toMatchObject({ state: "approved" });
    });

    it("is not the guardian's own, who reviews it by now", async () => {
      const { id, sequence } = await involved();
      const { personId } = cast.engineer.actor;
      await db().update(reviews).set({ guardianAtSubmitId: personId }).where(eq(reviews.id, id));
      await db().update(findings).set({ raisedById: personId }).where(eq(findings.reviewId, id));
      expect(await reviewDetail(cast.engineer, id)).toMatchObject({ involved: true, feedbackOwed: false });
      const own = "You were the guardian of this review. You cannot rate your own input.";
      const wanted = { sequence, feedback: RATINGS };
      const error = await refuses(db(), Conflict, () => approveReview(cast.engineer, id, wanted));
      expect(error.message).toBe(own);
      const done = await approveReview(cast.engineer, id, { sequence });
      const late = { ...wanted, sequence: done.sequence };
      await refuses(db(), Conflict, () => giveFeedback(cast.engineer, id, late));
      const { may } = await reviewDetail(cast.engineer, id);
      expect(may.give_feedback).toEqual({ allowed: false, because: "state", reason: own });
      expect((await needsOf(cast.engineer)).needs.filter(({ kind }) => kind === "feedback")).toEqual([]);
    });

    it("is given from the decision on, and not before one", async () => {
      const { id, sequence } = await involved();
      await refuses(db(), Conflict, () => giveFeedback(cast.engineer, id, { sequence, feedback: RATINGS }));
      const done = await approveReview(cast.engineer, id, { sequence });
      const open = await reopenReview(cast.requester, id, { sequence: done.sequence, reason: "Changed" });
      const again = { sequence: open.sequence, feedback: RATINGS };
      await refuses(db(), Conflict, () => giveFeedback(cast.engineer, id, again));
    });

    it("refuses where no guardian was involved, others, and ratings that are none", async () => {
      const idle = await claimed(cast);
      const wanted = { sequence: idle.sequence, feedback: RATINGS };
      await refuses(db(), Conflict, () => approveReview(cast.engineer, idle.id, wanted));
      const decided = await approveReview(cast.engineer, idle.id, { sequence: idle.sequence });
      const late = { ...wanted, sequence: decided.sequence };
      await refuses(db(), Conflict, () => giveFeedback(cast.engineer, idle.id, late));
      const { id, sequence } = await involved();
      for (const wrong of [{ scope: 4 }, { scope: -1 }, { scope: 1.5 }, { sentence: "" }, { declinedReason: "x" }]) {
        const feedback = { ...RATINGS, ...wrong };
        await refuses(db(), Invalid, () => giveFeedback(cast.engineer, id, { sequence, feedback }));
      }
      for (const ctx of [cast.second, cast.manager, cast.guardian, cast.requester]) {
        await refuses(db(), Forbidden, () => giveFeedback(ctx, id, { sequence, feedback: RATINGS }));
      }
      await refuses(db(), NotFound, () => giveFeedback(cast.outsider, id, { sequence, feedback: RATINGS }));
      await refuses(db(), Conflict, () => giveFeedback(cast.engineer, id, { sequence: 1, feedback: RATINGS }));
    });
  });
});
