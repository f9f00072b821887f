import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import {
  checkProfileVersions,
  checkRuns,
  guardianships,
  reviewClaims,
  reviewStates,
  reviews,
  reviewTierChanges,
} from "#db/schema/index.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { changeTier } from "#lib/reviews/drafts/change-tier.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { assignGuardian } from "#lib/reviews/involvement/assign-guardian.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { resumeReview } from "#lib/reviews/lifecycle/resume-review.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addTeam } from "#tests/support/people.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { recorded } from "#tests/support/recorded.ts";
import {
  addCast,
  answered,
  approved,
  type Cast,
  claimed,
  drafted,
  draftOf,
  modelBy,
  refuses,
  sentBack,
  submitted,
} from "#tests/support/reviews.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("reviews in the queue", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });
  const rowOf = async (id: number) => (await db().select().from(reviews).where(eq(reviews.id, id)))[0];
  const lastEvent = async () => (await recorded(db())).at(-1);

  describe("claiming", () => {
    it("takes a submitted review, with the statement on conflicts", async () => {
      const { id, sequence } = await submitted(cast);
      const receipt = await claimReview(cast.engineer, id, { sequence, conflict: "" });
      expect(receipt).toMatchObject({ state: "in_review", sequence: sequence + 1 });
      expect(await rowOf(id)).toMatchObject({ reviewerId: cast.engineer.actor.personId, firstResponseAt: null });
      expect(await lastEvent()).toEqual({
        type: "review.claimed",
        subject: ["review", id],
        data: { conflict: "none" },
      });
      expect(await db().select().from(reviewClaims)).toMatchObject([{ conflict: "", releasedAt: null }]);
    });

    it("takes a statement on conflicts: nobody states none by saying nothing", async () => {
      const { id, sequence } = await submitted(cast);
      const { problems } = await refuses(db(), Invalid, () => claimReview(cast.engineer, id, wrong({ sequence })));
      expect(problems).toMatchObject([{ path: ["conflict"] }]);
    });

    it("keeps a stated conflict out of the event", async () => {
      const { id, sequence } = await submitted(cast);
      await claimReview(cast.manager, id, { sequence, conflict: "I know the team well" });
      expect((await lastEvent())?.data).toEqual({ conflict: "declared" });
    });

    it("S07 refuses the requester and anyone who submitted the evidence", async () => {
      const both = await addPerson(db(), { teamId: cast.teamId, roles: ["security_engineer", "program_manager"] });
      const own = await draftReview({ ...cast.engineer, actor: both }, draftOf(cast));
      await submitReview({ ...cast.engineer, actor: both }, own.id, { sequence: 1 });
      await refuses(db(), Forbidden, () =>
        claimReview({ ...cast.engineer, actor: both }, own.id, { sequence: 2, conflict: "" }),
      );

      const { id } = await drafted(cast);
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      await attachDocuments(cast.manager, id, { sequence: 1, documents });
      const { sequence } = await submitReview(cast.requester, id, { sequence: 2 });
      const error = await refuses(db(), Forbidden, () => claimReview(cast.manager, id, { sequence, conflict: "" }));
      expect(error.message).toContain("evidence");
    });

    it("S07 refuses who attached the threat model to the draft, or changed answers in an earlier revision", async () => {
      const { id } = await drafted(cast);
      const versionId = await modelBy(cast.requester, cast);
      await attachThreatModel(cast.manager, id, { sequence: 1, versionId });
      const { sequence } = await submitReview(cast.requester, id, { sequence: 2 });
      await refuses(db(), Forbidden, () => claimReview(cast.manager, id, { sequence, conflict: "" }));

      const other = await submitted(cast);
      const changed = await editReview(cast.manager, other.id, { sequence: 2, intake: answered(["thirdParty"]) });
      const again = { sequence: changed.sequence, intake: answered(["thirdParty", "cryptography"]) };
      const last = await editReview(cast.requester, other.id, again);
      await refuses(db(), Forbidden, () =>
        claimReview(cast.manager, other.id, { sequence: last.sequence, conflict: "" }),
      );
    });

    it("refuses builders, what is not submitted, a stale number and what is out of sight", async () => {
      const { id, sequence } = await submitted(cast);
      for (const ctx of [cast.colleague, cast.guardian, cast.auditor]) {
        await refuses(db(), Forbidden, () => claimReview(ctx, id, { sequence, conflict: "" }));
      }
      await refuses(db(), NotFound, () => claimReview(cast.admin, id, { sequence, conflict: "" }));
      await refuses(db(), NotFound, () => claimReview(cast.engineer, 999, { sequence, conflict: "" }));
      await refuses(db(), Conflict, () => claimReview(cast.engineer, id, { sequence: sequence - 1, conflict: "" }));
      await refuses(db(), Invalid, () => claimReview(cast.engineer, id, wrong({ sequence, reviewerId: 1 })));
      await refuses(db(), Forbidden, () => claimReview(systemContext(db()), id, { sequence, conflict: "" }));
      const draft = await drafted(cast);
      const error = await refuses(db(), Conflict, () =>
        claimReview(cast.engineer, draft.id, { sequence: 1, conflict: "" }),
      );
      expect(error.allowed).not.toContain("claim");
    });

    it("S08 lets one of twenty win at the same moment", async () => {
      const { id, sequence } = await submitted(cast);
      const engineers = await Promise.all(
        Array.from({ length: 20 }, () => addPerson(db(), { roles: ["security_engineer"] })),
      );
      const before = await recorded(db());
      const claims = engineers.map((actor) => claimReview({ ...cast.engineer, actor }, id, { sequence, conflict: "" }));
      const settled = await Promise.allSettled(claims);
      const won = settled.flatMap((one, index) => (one.status === "fulfilled" ? [engineers[index]?.personId] : []));
      const lost = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
      expect(won).toHaveLength(1);
      expect(lost).toHaveLength(19);
      for (const reason of lost) expect(reason).toBeInstanceOf(Conflict);
      const added = (await recorded(db())).slice(before.length);
      expect(added).toEqual([{ type: "review.claimed", subject: ["review", id], data: { conflict: "none" } }]);
      expect(await rowOf(id)).toMatchObject({ state: "in_review", sequence: sequence + 1, reviewerId: won[0] });
      expect(await db().select().from(reviewClaims)).toHaveLength(1);
      expect(await db().select().from(reviewStates)).toHaveLength(3);
    });

    it("S08 lets one of twenty different moves win", async () => {
      const { id, sequence } = await submitted(cast);
      const held = { reasonCode: "time", reason: "Later", resumeOn: "2026-12-01", sequence } as const;
      const moves = Array.from({ length: 20 }, (_, index) => {
        if (index % 2 === 0)
          return claimReview(index % 4 === 0 ? cast.engineer : cast.second, id, { sequence, conflict: "" });
        return holdReview(index % 4 === 1 ? cast.requester : cast.manager, id, held);
      });
      const settled = await Promise.allSettled(moves);
      expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const one of settled) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(Conflict);
      const types = (await recorded(db())).map(({ type }) => type);
      expect(types.filter((type) => type === "review.claimed" || type === "review.held")).toHaveLength(1);
    });
  });

  describe("releasing", () => {
    it("gives a claimed review back to the queue, for the next to claim", async () => {
      const { id, sequence } = await claimed(cast);
      const receipt = await releaseReview(cast.engineer, id, { sequence, reason: "On leave", reasonCode: "people" });
      expect(receipt.state).toBe("submitted");
      expect(await rowOf(id)).toMatchObject({ reviewerId: null });
      const data = { reasonCode: "people", to: "submitted" } as const;
      expect(await lastEvent()).toEqual({ type: "review.released", subject: ["review", id], data });
      expect(await db().select().from(reviewClaims)).toMatchObject([{ releasedAt: NOW, releaseReason: "On leave" }]);
      expect(await claimReview(cast.second, id, { sequence: receipt.sequence, conflict: "" })).toMatchObject({
        state: "in_review",
      });
    });

    it("keeps the state of a review that waits for changes or is on hold", async () => {
      const back = await sentBack(cast);
      const one = await releaseReview(cast.manager, back.id, { sequence: back.sequence, reason: "Left" });
      expect(one.state).toBe("changes_requested");
      const { id, sequence } = await claimed(cast);
      const hold = { sequence, reasonCode: "time", reason: "Freeze", resumeOn: "2026-12-01" } as const;
      const held = await holdReview(cast.requester, id, hold);
      const released = await releaseReview(systemContext(db()), id, { sequence: held.sequence, reason: "Inactive" });
      expect(released.state).toBe("on_hold");
      expect(await rowOf(id)).toMatchObject({ reviewerId: null });
      const resumed = await resumeReview(cast.requester, id, { sequence: released.sequence });
      expect(resumed.state).toBe("submitted");
    });

    it("refuses another engineer, no reason, the wrong state and a stale number", async () => {
      const { id, sequence } = await claimed(cast);
      const wanted = { sequence, reason: "On leave" };
      await refuses(db(), Forbidden, () => releaseReview(cast.second, id, wanted));
      await refuses(db(), Forbidden, () => releaseReview(cast.requester, id, wanted));
      await refuses(db(), NotFound, () => releaseReview(cast.outsider, id, wanted));
      await refuses(db(), Invalid, () => releaseReview(cast.engineer, id, wrong({ sequence })));
      await refuses(db(), Conflict, () => releaseReview(cast.engineer, id, { ...wanted, sequence: 1 }));
      const open = await submitted(cast);
      const early = { ...wanted, sequence: open.sequence };
      await refuses(db(), Conflict, () => releaseReview(cast.manager, open.id, early));
    });
  });

  describe("holding and resuming", () => {
    const hold = { reasonCode: "dependency", reason: "Waits for the vendor", resumeOn: "2026-12-01" } as const;

    it.each(["submitted", "claimed", "sentBack"] as const)("goes back to the state it left: %s", async (stage) => {
      const { id, sequence, state } = await { submitted, claimed, sentBack }[stage](cast);
      const held = await holdReview(cast.requester, id, { ...hold, sequence });
      expect(held.state).toBe("on_hold");
      expect(await rowOf(id)).toMatchObject({ heldFrom: state, resumeOn: "2026-12-01" });
      const data = { reasonCode: "dependency", resumeOn: "2026-12-01", from: state } as const;
      expect(await lastEvent()).toEqual({ type: "review.held", subject: ["review", id], data });
      const resumed = await resumeReview(cast.manager, id, { sequence: held.sequence });
      expect(resumed.state).toBe(state);
      expect(await rowOf(id)).toMatchObject({ heldFrom: null, resumeOn: null });
      expect(await lastEvent()).toEqual({ type: "review.resumed", subject: ["review", id], data: { to: state } });
    });

    it("refuses a day that is not after today, no reason, and an unknown code", async () => {
      const { id, sequence } = await submitted(cast);
      for (const parts of [
        { resumeOn: "2026-11-25" },
        { reason: "" },
        { reasonCode: "mood" },
        { until: "2026-12-01" },
      ]) {
        await refuses(db(), Invalid, () => holdReview(cast.requester, id, wrong({ ...hold, sequence, ...parts })));
      }
    });

    it("refuses others, a draft, a held one, a stale number; and to resume what is not held", async () => {
      const { id, sequence } = await submitted(cast);
      const wanted = { ...hold, sequence };
      await refuses(db(), Forbidden, () => holdReview(cast.engineer, id, wanted));
      await refuses(db(), Forbidden, () => holdReview(cast.guardian, id, wanted));
      await refuses(db(), NotFound, () => holdReview(cast.outsider, id, wanted));
      await refuses(db(), Conflict, () => holdReview(cast.requester, id, { ...wanted, sequence: 1 }));
      await refuses(db(), Conflict, () => resumeReview(cast.requester, id, { sequence }));
      const held = await holdReview(cast.requester, id, wanted);
      await refuses(db(), Conflict, () => holdReview(cast.requester, id, { ...wanted, sequence: held.sequence }));
      await refuses(db(), Forbidden, () => resumeReview(cast.guardian, id, { sequence: held.sequence }));
      await refuses(db(), Invalid, () =>
        resumeReview(cast.requester, id, wrong({ sequence: held.sequence, to: "approved" })),
      );
      const draft = await drafted(cast);
      await refuses(db(), Conflict, () => holdReview(cast.requester, draft.id, { ...wanted, sequence: 1 }));
    });
  });

  describe("assigning the guardian", () => {
    it("assigns an active guardian or nobody, and leaves who it was at submit", async () => {
      const other = await addPerson(db(), { teamId: cast.teamId, guardian: true });
      const { id, sequence } = await submitted(cast);
      const one = await assignGuardian(cast.engineer, id, { sequence, guardianId: other.personId });
      const first = cast.guardian.actor.personId;
      expect(await rowOf(id)).toMatchObject({ guardianId: other.personId, guardianAtSubmitId: first });
      const data = { guardianId: other.personId, previousId: first };
      expect(await lastEvent()).toEqual({ type: "review.guardian-assigned", subject: ["review", id], data });
      await assignGuardian(cast.requester, id, { sequence: one.sequence, guardianId: null });
      expect(await rowOf(id)).toMatchObject({ guardianId: null });
    });

    it("lets one stay who is paused since: nobody is taken from a review by saving what stands", async () => {
      const { id, sequence } = await submitted(cast);
      await db().update(guardianships).set({ state: "paused" });
      const guardianId = cast.guardian.actor.personId;
      const before = await recorded(db());
      const one = await assignGuardian(cast.requester, id, { sequence, guardianId });
      expect(await rowOf(id)).toMatchObject({ guardianId, sequence });
      expect(await recorded(db())).toEqual(before);
      const none = await assignGuardian(cast.requester, id, { sequence: one.sequence, guardianId: null });
      const still = await assignGuardian(cast.requester, id, { sequence: none.sequence, guardianId: null });
      expect(still.sequence).toBe(none.sequence);
      await refuses(db(), Invalid, () => assignGuardian(cast.requester, id, { sequence: none.sequence, guardianId }));
    });

    it("S07 refuses who reviews it, and lets whom it is taken from review it", async () => {
      const engineer = await addPerson(db(), { teamId: cast.teamId, guardian: true, roles: ["security_engineer"] });
      const teamId = await addTeam(db(), { name: "Elsewhere" });
      const other = await addPerson(db(), { teamId, guardian: true, roles: ["security_engineer"] });
      const { id, sequence } = await submitted(cast);
      const guardianId = other.personId;
      const given = await assignGuardian(cast.requester, id, { sequence, guardianId });
      const own = { ...cast.engineer, actor: other };
      const claim = { sequence: given.sequence, conflict: "" };
      const error = await refuses(db(), Forbidden, () => claimReview(own, id, claim));
      expect(error.message).toContain("you are the guardian of this review");
      const waits = async () => (await listReviews(own, readFilter({ tab: "mine" }))).reviews.map((one) => one.id);
      expect(await waits()).toEqual([]);
      const next = { sequence: given.sequence, guardianId: engineer.personId };
      const taken = await assignGuardian(cast.requester, id, next);
      expect(await waits()).toEqual([id]);
      const mine = await claimReview(own, id, { sequence: taken.sequence, conflict: "" });
      const again = { sequence: mine.sequence, guardianId };
      const refused = await refuses(db(), Invalid, () => assignGuardian(cast.requester, id, again));
      expect(refused.problems).toEqual([{ path: ["guardianId"], message: "must not be the reviewer" }]);
    });

    it("refuses who is no guardian, others, and after the decision", async () => {
      const { id, sequence } = await submitted(cast);
      const guardianId = cast.guardian.actor.personId;
      const colleague = { sequence, guardianId: cast.colleague.actor.personId };
      await refuses(db(), Invalid, () => assignGuardian(cast.requester, id, colleague));
      await refuses(db(), Invalid, () => assignGuardian(cast.requester, id, wrong({ sequence })));
      await refuses(db(), Forbidden, () => assignGuardian(cast.colleague, id, { sequence, guardianId }));
      await refuses(db(), NotFound, () => assignGuardian(cast.outsider, id, { sequence, guardianId }));
      await refuses(db(), Conflict, () => assignGuardian(cast.requester, id, { sequence: 1, guardianId }));
      const done = await approved(cast);
      const late = { sequence: done.sequence, guardianId: null };
      await refuses(db(), Conflict, () => assignGuardian(cast.requester, done.id, late));
    });
  });

  describe("changing the tier", () => {
    it("lets anyone in the review raise it, and an engineer lower it, with the reason kept", async () => {
      const { id, sequence } = await submitted(cast);
      const raised = await changeTier(cast.guardian, id, { sequence, tier: "high", reason: "It moves money" });
      expect(await lastEvent()).toEqual({
        type: "review.tier-changed",
        subject: ["review", id],
        data: { from: "low", to: "high" },
      });
      await changeTier(cast.engineer, id, { sequence: raised.sequence, tier: "medium", reason: "Little of it" });
      expect(await rowOf(id)).toMatchObject({ tier: "medium", tierOverride: "medium" });
      const changes = await db().select().from(reviewTierChanges).orderBy(reviewTierChanges.id);
      expect(changes.map(({ reason }) => reason)).toEqual(["It moves money", "Little of it"]);
    });

    it("keeps a tier that an engineer lowered when only the title changes, until the answers ask for more", async () => {
      const { id, sequence } = await submitted(cast, { intake: answered(["thirdParty"]) });
      const lowered = await changeTier(cast.engineer, id, { sequence, tier: "low", reason: "A known vendor" });
      const renamed = await editReview(cast.requester, id, { sequence: lowered.sequence, title: "Other" });
      expect(await rowOf(id)).toMatchObject({ tier: "low" });
      const more = { sequence: renamed.sequence, intake: answered(["thirdParty", "internetFacing", "sensitiveData"]) };
      await editReview(cast.requester, id, more);
      expect(await rowOf(id)).toMatchObject({ tier: "high" });
    });

    it("checks a sealed revision again under the profile of the tier in force", async () => {
      for (const tiers of [[...TIERS], ["medium" as const], ["high" as const]]) {
        await publishProfile(cast.engineer, { ...STANDARD_PROFILE, name: tiers.join(" "), tiers });
      }
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const { id } = await drafted(cast);
      const attached = await attachDocuments(cast.requester, id, { sequence: 1, documents });
      const open = await submitReview(cast.requester, id, { sequence: attached.sequence });
      const raised = await changeTier(cast.requester, id, {
        sequence: open.sequence,
        tier: "medium",
        reason: "Careful",
      });
      const intake = answered(["internetFacing", "authentication"]);
      await editReview(cast.requester, id, { sequence: raised.sequence, intake });
      const runs = await db()
        .select({ revision: checkRuns.revision, profileId: checkProfileVersions.profileId })
        .from(checkRuns)
        .innerJoin(checkProfileVersions, eq(checkProfileVersions.id, checkRuns.profileVersionId))
        .orderBy(checkRuns.id);
      expect(runs.map(({ revision }) => revision)).toEqual([1, 1, 2]);
      expect(new Set(runs.map(({ profileId }) => profileId)).size).toBe(3);
    });

    it("refuses to lower it to all but engineers, the tier it has, no reason, and others", async () => {
      const { id, sequence } = await submitted(cast, { intake: answered(["thirdParty"]) });
      const lower = { sequence, tier: "low", reason: "Small" } as const;
      for (const ctx of [cast.requester, cast.guardian, cast.manager]) {
        await refuses(db(), Forbidden, () => changeTier(ctx, id, lower));
      }
      await refuses(db(), Conflict, () => changeTier(cast.engineer, id, { ...lower, tier: "medium" }));
      await refuses(db(), Invalid, () => changeTier(cast.engineer, id, wrong({ sequence, tier: "low" })));
      await refuses(db(), Invalid, () => changeTier(cast.engineer, id, wrong({ ...lower, tier: "none" })));
      await refuses(db(), Forbidden, () => changeTier(cast.colleague, id, { ...lower, tier: "high" }));
      await refuses(db(), NotFound, () => changeTier(cast.outsider, id, { ...lower, tier: "high" }));
      await refuses(db(), Conflict, () => changeTier(cast.engineer, id, { ...lower, sequence: 1 }));
      const done = await approved(cast);
      const late = { sequence: done.sequence, tier: "high", reason: "Late" } as const;
      await refuses(db(), Conflict, () => changeTier(cast.engineer, done.id, late));
    });
  });
});
