import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import {
  guardianships,
  people,
  program,
  reviewImports,
  reviewRevisions,
  reviewStates,
  reviews,
} from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { newReviewPage } from "#lib/reviews/drafts/new-review-page.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { addRead, readEvidence } from "#lib/reviews/evidence/add-evidence.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { at, context, NOW, systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import { addPerson, addService } from "#tests/support/people.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import {
  addCast,
  answered,
  approved,
  type Cast,
  claimed,
  drafted,
  draftOf,
  type PersonContext,
  refuses,
  rejected,
  submitted,
} from "#tests/support/reviews.ts";
import { composerModel } from "#tests/support/threat-models.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("drafts", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });
  const rowOf = async (id: number) => (await db().select().from(reviews).where(eq(reviews.id, id)))[0];

  describe("drafting", () => {
    it("opens a draft of the person who asks, with its tier, its risk owner and one event", async () => {
      const boss = await addPerson(db());
      const actor = await addPerson(db(), { teamId: cast.teamId, managerId: boss.personId });
      const receipt = await draftReview(
        { ...cast.requester, actor },
        draftOf(cast, { intake: answered(["thirdParty"]) }),
      );
      expect(receipt).toEqual({ id: 1, ref: "REV-1", state: "draft", sequence: 1, revision: 0 });
      expect(await rowOf(1)).toMatchObject({
        requesterId: actor.personId,
        riskOwnerId: boss.personId,
        teamId: cast.teamId,
        guardianId: cast.guardian.actor.personId,
        tier: "medium",
        firstSubmittedAt: null,
        guardianAtSubmitId: null,
      });
      const data = { serviceId: cast.serviceId, teamId: cast.teamId, tier: "medium" };
      expect(await recorded(db())).toEqual([{ type: "review.drafted", subject: ["review", 1], data }]);
      expect(await db().select().from(reviewStates)).toMatchObject([{ state: "draft", fromAt: NOW, toAt: null }]);
    });

    it("waits for another of the same service that brings a threat model, as it brings one itself", async () => {
      const file = { fileName: "flows.json", authorRole: "builder" as const, content: composerModel() };
      const evidence = await readEvidence(cast.requester, { documents: [], threatModel: file });
      const draft = (ctx: Context) => draftReview({ ...cast.requester, db: ctx.db }, draftOf(cast));
      const bring = (ctx: Context, { id, sequence }: Receipt) =>
        addRead({ ...cast.requester, db: ctx.db }, id, sequence, evidence);
      const second = () => transaction(cast.requester, async (ctx) => bring(ctx, await draft(ctx)));
      expect(await overlapped(opened(), cast.requester, draft, second, bring)).toMatchObject({ id: 2, revision: 0 });
      const ids = (await db().select().from(reviews).orderBy(reviews.id)).map((row) => row.threatModelVersionId);
      expect(ids).toEqual([1, 1]);
    });

    it("names nobody as owner of the risk where the manager of who asks has left", async () => {
      const boss = await addPerson(db());
      await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, boss.personId));
      const actor = await addPerson(db(), { teamId: cast.teamId, managerId: boss.personId });
      const { id } = await draftReview({ ...cast.requester, actor }, draftOf(cast));
      expect(await rowOf(id)).toMatchObject({ riskOwnerId: null });
    });

    it("lets an engineer and a program manager ask for any team's service", async () => {
      for (const ctx of [cast.engineer, cast.manager]) {
        expect(await draftReview(ctx, draftOf(cast))).toMatchObject({ state: "draft" });
      }
    });

    it("refuses who is not of the team, and the system", async () => {
      for (const ctx of [cast.outsider, cast.auditor, cast.admin]) {
        await refuses(db(), Forbidden, () => draftReview(ctx, draftOf(cast)));
      }
      await refuses(db(), Forbidden, () => draftReview(systemContext(db()), draftOf(cast)));
    });

    it("refuses a service that is not known and a person who is no active guardian", async () => {
      await refuses(db(), NotFound, () => draftReview(cast.requester, draftOf(cast, { serviceId: 999 })));
      const guardianId = cast.colleague.actor.personId;
      const error = await refuses(db(), Invalid, () => draftReview(cast.requester, draftOf(cast, { guardianId })));
      expect(error.problems).toMatchObject([{ path: ["guardianId"] }]);
    });

    it.each([
      ["state", { state: "approved" }],
      ["tier", { tier: "low" }],
      ["requesterId", { requesterId: 1 }],
      ["teamId", { teamId: 1 }],
      ["sequence", { sequence: 9 }],
    ])("S05 refuses the server's own field %s", async (field, parts) => {
      const error = await refuses(db(), Invalid, () => draftReview(cast.requester, draftOf(cast, parts)));
      expect(error.message).toContain(field);
    });

    it.each([
      ["an empty title", { title: "  " }],
      ["a title of two lines", { title: "a\nb" }],
      ["an unknown type", { type: "party" }],
      ["a day that does not exist", { requestedLaunchOn: "2026-02-30" }],
      ["a script for a link", { intake: answered([], { links: [{ label: "x", url: "javascript:alert(1)" }] }) }],
      ["an unknown answer", { intake: { ...answered(), answers: { ...answered().answers, other: true } } }],
      ["an answer in words", { intake: { ...answered(), answers: { ...answered().answers, thirdParty: "yes" } } }],
      ["NUL in the summary", { intake: answered([], { summary: "a\0" }) }],
    ])("refuses %s", async (_, parts) => {
      const error = await refuses(db(), Invalid, () => draftReview(cast.requester, draftOf(cast, parts)));
      expect(error.problems).not.toEqual([]);
    });
  });

  describe("the launch that is asked for", () => {
    const [yesterday, today] = ["2026-11-24", "2026-11-25"];
    const message = "must not be before 25 Nov 2026, today in the program's time zone";
    const problems = [{ path: ["requestedLaunchOn"], message }];
    const isPast = { message: "A launch must be requested for today or later.", problems };

    it("is of today or later", async () => {
      const past = draftOf(cast, { requestedLaunchOn: yesterday });
      expect(await refuses(db(), Invalid, () => draftReview(cast.requester, past))).toMatchObject(isPast);
      const { id } = await draftReview(cast.requester, draftOf(cast, { requestedLaunchOn: today }));
      const edit = { sequence: 1, requestedLaunchOn: yesterday };
      expect(await refuses(db(), Invalid, () => editReview(cast.requester, id, edit))).toMatchObject(isPast);
      expect(await rowOf(id)).toMatchObject({ requestedLaunchOn: today, sequence: 1 });
    });

    it("that is over since is what was asked for, and keeps nobody from an edit or a submit", async () => {
      const { id } = await draftReview(cast.requester, draftOf(cast, { requestedLaunchOn: today }));
      const later = at(cast.requester, "2026-11-26T09:00:00Z");
      const edit = { sequence: 1, title: "Weekly export", requestedLaunchOn: today };
      const { sequence } = await editReview(later, id, edit);
      await submitReview(later, id, { sequence });
      expect(await rowOf(id)).toMatchObject({ title: "Weekly export", requestedLaunchOn: today, state: "submitted" });
    });
  });

  describe("following a rejected review", () => {
    it("links it, and its first submit is the new one's", async () => {
      const { id } = await rejected(cast);
      const later = at(cast.requester, "2026-12-01T09:00:00Z");
      const next = await draftReview(later, draftOf(cast, { previousReviewId: id }));
      await submitReview(later, next.id, { sequence: 1 });
      expect(await rowOf(next.id)).toMatchObject({ previousReviewId: id, firstSubmittedAt: NOW });
    });

    it("is for the requester and the assigned guardian", async () => {
      const { id } = await rejected(cast);
      const wanted = draftOf(cast, { previousReviewId: id });
      expect(await draftReview(cast.guardian, wanted)).toMatchObject({ state: "draft" });
      for (const ctx of [cast.colleague, cast.engineer]) {
        await refuses(db(), Forbidden, () => draftReview(ctx, wanted));
      }
    });

    it("goes on once that one is closed, which is not opened again", async () => {
      const { id, sequence } = await rejected(cast);
      await closeReview(cast.manager, id, { sequence, reason: "Noted" });
      const later = at(cast.requester, "2026-12-01T09:00:00Z");
      expect((await reviewDetail(later, id)).following).toEqual({ allowed: true });
      expect((await newReviewPage(later, id)).services).toMatchObject([{ id: cast.serviceId }]);
      const next = await draftReview(later, draftOf(cast, { previousReviewId: id }));
      await submitReview(later, next.id, { sequence: next.sequence });
      expect(await rowOf(next.id)).toMatchObject({ previousReviewId: id, firstSubmittedAt: NOW });
      const done = await approved(cast);
      await closeReview(cast.manager, done.id, { sequence: done.sequence, reason: "Dropped", dropped: true });
      await refuses(db(), Conflict, () => draftReview(later, draftOf(cast, { previousReviewId: done.id })));
    });

    it("is offered to whom the verb allows it, and to nobody else", async () => {
      const { id } = await rejected(cast);
      const open = await submitted(cast);
      const abroad = await addPerson(db(), { teamId: cast.outsider.actor.teamIds[0] ?? 0, guardian: true });
      const asked: Record<string, PersonContext> = {
        requester: cast.requester,
        "requester who left the team": context(db(), { ...cast.requester.actor, teamIds: [] }),
        guardian: cast.guardian,
        "guardian who is paused": context(db(), { ...cast.guardian.actor, guardian: false }),
        colleague: cast.colleague,
        engineer: cast.engineer,
      };
      const offered = async (ctx: PersonContext, id: number) => {
        const { following, service } = await reviewDetail(ctx, id);
        const page = await newReviewPage(ctx, id);
        expect(page.previous?.following).toEqual(following);
        expect(page.services.map((one) => one.id)).toEqual(following.allowed ? [service?.id] : []);
        const wanted = draftOf(cast, { guardianId: null, previousReviewId: id });
        if (following.allowed) expect(await draftReview(ctx, wanted)).toMatchObject({ state: "draft" });
        else {
          const refusal = following.because === "actor" ? Forbidden : Conflict;
          expect((await refuses(db(), refusal, () => draftReview(ctx, wanted))).message).toBe(following.reason);
        }
        return following.allowed;
      };
      const answers = [];
      for (const ctx of Object.values(asked)) answers.push([await offered(ctx, id), await offered(ctx, open.id)]);
      expect(answers).toEqual([[true, false], [true, false], [true, false], ...Array(3).fill([false, false])]);
      await db().update(reviews).set({ guardianId: abroad.personId }).where(eq(reviews.id, id));
      expect(await offered(context(db(), abroad), id)).toBe(true);
    });

    it("is not offered of what was imported without a service, nor by a page of what nobody may know", async () => {
      const { id } = await rejected(cast);
      const [past] = await db()
        .insert(reviewImports)
        .values({ fileName: "past.csv", sha256: "a", rows: 1, acceptedAt: NOW })
        .returning({ id: reviewImports.id });
      await db()
        .update(reviews)
        .set({ serviceId: null, importId: past?.id ?? 0 })
        .where(eq(reviews.id, id));
      expect((await reviewDetail(cast.requester, id)).following).toMatchObject({ allowed: false, because: "state" });
      await refuses(db(), NotFound, () => newReviewPage(cast.outsider, id));
      await refuses(db(), NotFound, () => newReviewPage(cast.requester, 99_999));
    });

    it("refuses one that is not rejected, of another service, or out of sight", async () => {
      const open = await submitted(cast);
      await refuses(db(), Conflict, () => draftReview(cast.requester, draftOf(cast, { previousReviewId: open.id })));
      const { id } = await rejected(cast);
      const serviceId = await addService(db(), { teamId: cast.teamId });
      await refuses(db(), NotFound, () =>
        draftReview(cast.requester, draftOf(cast, { serviceId, previousReviewId: id })),
      );
      const own = await addService(db(), { teamId: cast.outsider.actor.teamIds[0] ?? 0 });
      const wanted = draftOf(cast, { serviceId: own, previousReviewId: id });
      await refuses(db(), NotFound, () => draftReview(cast.outsider, wanted));
    });
  });

  describe("editing", () => {
    it("records nothing of what is saved as it stands, and moves on no number", async () => {
      const { id, sequence } = await submitted(cast);
      const { title, intake, requestedLaunchOn } = await reviewDetail(cast.requester, id);
      const same = { sequence, title, intake, requestedLaunchOn };
      const before = await recorded(db());
      const later = at(cast.requester, "2026-11-26T09:00:00Z");
      expect(await editReview(later, id, same)).toEqual({
        id,
        ref: `REV-${id}`,
        state: "submitted",
        sequence,
        revision: 1,
      });
      expect(await recorded(db())).toEqual(before);
      expect(await rowOf(id)).toMatchObject({ sequence, updatedAt: NOW });
      await refuses(db(), Conflict, () => editReview(later, id, { ...same, sequence: sequence - 1 }));
    });

    it("changes what is given and lets the tier follow, with one event that names the fields", async () => {
      const { id } = await drafted(cast);
      const intake = answered(["internetFacing", "authentication"]);
      const receipt = await editReview(cast.requester, id, { sequence: 1, title: "Weekly export", intake });
      expect(receipt).toMatchObject({ sequence: 2, revision: 0, state: "draft" });
      expect(await rowOf(id)).toMatchObject({ title: "Weekly export", tier: "high", type: "change" });
      expect((await recorded(db())).slice(1)).toEqual([
        { type: "review.edited", subject: ["review", id], data: { fields: ["title", "intake"] } },
      ]);
    });

    it("seals a revision when answers change in an open state, and none when only words do", async () => {
      const { id, sequence } = await submitted(cast);
      const words = await editReview(cast.requester, id, {
        sequence,
        intake: answered([], { summary: "Other words" }),
      });
      expect(words.revision).toBe(1);
      const answers = await editReview(cast.guardian, id, {
        sequence: words.sequence,
        intake: answered(["thirdParty"]),
      });
      expect(answers.revision).toBe(2);
      const sealed = await db().select().from(reviewRevisions).orderBy(reviewRevisions.number);
      expect(sealed.map(({ number, sealedById }) => [number, sealedById])).toEqual([
        [1, cast.requester.actor.personId],
        [2, cast.guardian.actor.personId],
      ]);
    });

    it("is for the requester, the guardian and a program manager, before the decision", async () => {
      const { id } = await drafted(cast);
      const edit = { sequence: 1, title: "Other" };
      await refuses(db(), Forbidden, () => editReview(cast.engineer, id, edit));
      await refuses(db(), Forbidden, () => editReview(cast.colleague, id, edit));
      await refuses(db(), NotFound, () => editReview(cast.outsider, id, edit));
      await refuses(db(), NotFound, () => editReview(cast.requester, 999, edit));
      await refuses(db(), Conflict, () => editReview(cast.requester, id, { ...edit, sequence: 7 }));
      await refuses(db(), Invalid, () => editReview(cast.requester, id, wrong({ ...edit, tier: "low" })));
      await refuses(db(), Invalid, () => editReview(cast.requester, id, wrong({ title: "Other" })));
      const done = await approved(cast);
      const late = { sequence: done.sequence, title: "Other" };
      const error = await refuses(db(), Conflict, () => editReview(cast.requester, done.id, late));
      expect(error.allowed).toContain("reopen");
    });
  });

  describe("submitting", () => {
    it("seals r1, starts the lead clock and keeps the guardian of this moment", async () => {
      const { id } = await drafted(cast);
      const later = at(cast.requester, "2026-11-26T09:00:00Z");
      const receipt = await submitReview(later, id, { sequence: 1 });
      expect(receipt).toMatchObject({ state: "submitted", sequence: 2, revision: 1 });
      expect(await rowOf(id)).toMatchObject({
        firstSubmittedAt: later.now,
        guardianAtSubmitId: cast.guardian.actor.personId,
        tier: "low",
      });
      const [sealed] = await db().select().from(reviewRevisions);
      expect((await recorded(db())).slice(1)).toEqual([
        { type: "review.revision-sealed", subject: ["review", id], data: { revision: 1, digest: sealed?.digest } },
        {
          type: "review.submitted",
          subject: ["review", id],
          data: { revision: 1, tier: "low", guardianId: cast.guardian.actor.personId },
        },
      ]);
      const states = await db().select().from(reviewStates).orderBy(reviewStates.id);
      expect(states.map(({ state, toAt }) => [state, toAt])).toEqual([
        ["draft", later.now],
        ["submitted", null],
      ]);
    });

    it("computes the tier with the table of that day", async () => {
      const { id } = await drafted(cast);
      await db()
        .update(program)
        .set({ tierRules: [{ tier: "high", name: "All", dataClass: "internal" }] });
      await submitReview(cast.requester, id, { sequence: 1 });
      expect(await rowOf(id)).toMatchObject({ tier: "high" });
      expect((await recorded(db())).at(-1)).toMatchObject({ type: "review.submitted", data: { tier: "high" } });
    });

    it("counts no guardian who is not active any more", async () => {
      const { id } = await drafted(cast);
      await db().update(guardianships).set({ state: "paused" });
      await submitReview(cast.requester, id, { sequence: 1 });
      expect(await rowOf(id)).toMatchObject({ guardianAtSubmitId: null });
    });

    it("refuses unanswered questions, each by name", async () => {
      const { id } = await drafted(cast, { intake: emptyIntake() });
      const error = await refuses(db(), Invalid, () => submitReview(cast.requester, id, { sequence: 1 }));
      expect(error.problems).toHaveLength(10);
      expect(error.problems[0]?.path).toEqual(["intake", "dataClass"]);
    });

    it("refuses the wrong person, the wrong number, the wrong state and unknown fields", async () => {
      const { id } = await drafted(cast);
      await refuses(db(), Forbidden, () => submitReview(cast.engineer, id, { sequence: 1 }));
      await refuses(db(), Forbidden, () => submitReview(cast.colleague, id, { sequence: 1 }));
      await refuses(db(), NotFound, () => submitReview(cast.outsider, id, { sequence: 1 }));
      await refuses(db(), Conflict, () => submitReview(cast.requester, id, { sequence: 2 }));
      await refuses(db(), Invalid, () => submitReview(cast.requester, id, wrong({ sequence: 1, state: "approved" })));
      await refuses(db(), Invalid, () => submitReview(cast.requester, id, wrong({})));
      await submitReview(cast.guardian, id, { sequence: 1 });
      await refuses(db(), Conflict, () => submitReview(cast.requester, id, { sequence: 2 }));
    });
  });

  describe("cancelling", () => {
    it.each(["drafted", "submitted", "claimed"] as const)(
      "ends a review that is %s, with the reason",
      async (stage) => {
        const { id, sequence } = await { drafted, submitted, claimed }[stage](cast);
        const receipt = await cancelReview(cast.requester, id, { sequence, reason: "Dropped", reasonCode: "time" });
        expect(receipt.state).toBe("cancelled");
        expect(await rowOf(id)).toMatchObject({ state: "cancelled", endedAt: NOW });
        const last = (await recorded(db())).at(-1);
        expect(last).toEqual({ type: "review.cancelled", subject: ["review", id], data: { reasonCode: "time" } });
      },
    );

    it("refuses without a reason, by others, and after the decision", async () => {
      const { id, sequence } = await claimed(cast);
      const wanted = { sequence, reason: "Dropped" };
      await refuses(db(), Invalid, () => cancelReview(cast.requester, id, wrong({ sequence })));
      await refuses(db(), Forbidden, () => cancelReview(cast.guardian, id, wanted));
      await refuses(db(), Forbidden, () => cancelReview(cast.engineer, id, wanted));
      await refuses(db(), NotFound, () => cancelReview(cast.outsider, id, wanted));
      await refuses(db(), Conflict, () => cancelReview(cast.manager, id, { ...wanted, sequence: 1 }));
      const done = await approveReview(cast.engineer, id, { sequence });
      await refuses(db(), Conflict, () => cancelReview(cast.manager, id, { ...wanted, sequence: done.sequence }));
      expect(await recordedTypes(db())).not.toContain("review.cancelled");
    });
  });
});
