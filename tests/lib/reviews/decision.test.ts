import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import {
  checkProfiles,
  checkRuns,
  exceptions,
  findings,
  memberships,
  people,
  program,
  reviewArtefacts,
  reviewConditions,
  reviewDecisions,
  reviewEndorsements,
  reviewStates,
  reviews,
  roleGrants,
  waiverAsks,
} from "#db/schema/index.ts";
import { conditionNeeds } from "#lib/agenda/promise-needs.ts";
import type { ProfileDefinition } from "#lib/checks/profile.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { TIERS, type Tier } from "#lib/intake/rules/tiers.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { joinTeam } from "#lib/people/join-team.ts";
import { leaveTeam } from "#lib/people/leave-team.ts";
import { revokeRole } from "#lib/people/revoke-role.ts";
import { ensureStarterProfiles } from "#lib/policies/profiles/ensure-starter-profiles.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { keepCondition } from "#lib/reviews/conditions/keep-condition.ts";
import { verifyCondition } from "#lib/reviews/conditions/verify-condition.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { confirmNoPolicies } from "#lib/reviews/decisions/confirm-no-policies.ts";
import { endorseRevision } from "#lib/reviews/decisions/endorse-revision.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { changeTier } from "#lib/reviews/drafts/change-tier.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { removeDocument } from "#lib/reviews/evidence/remove-document.ts";
import { runChecksAgain } from "#lib/reviews/evidence/run-checks-again.ts";
import { askWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { waiveGate } from "#lib/reviews/exceptions/waive.ts";
import type { AskWaiverInput } from "#lib/reviews/input.ts";
import { breakGlass } from "#lib/reviews/launch/break-glass.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { at, context, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addTeam } from "#tests/support/people.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { recorded } from "#tests/support/recorded.ts";
import {
  addCast,
  answered,
  approved,
  approvedWithConditions,
  type Cast,
  claimed,
  conditionOf,
  draftOf,
  journey,
  modelBy,
  refuses,
  rejected,
  riskAccepted,
  submitted,
} from "#tests/support/reviews.ts";
import { waive, withoutModel } from "#tests/support/waivers.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("decisions", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });
  const rowOf = async (id: number) => (await db().select().from(reviews).where(eq(reviews.id, id)))[0];
  const lastEvent = async () => (await recorded(db())).at(-1);

  /** A review with this policy attached and checked, in review by the engineer. */
  async function checked(content: string) {
    const review = await claimed(cast);
    await review.do(attachDocuments, cast.requester, { documents: [{ name: "policy.json", content }] });
    await runQueuedChecks(systemContext(db()));
    return review;
  }

  describe("approving", () => {
    it("writes the decision with the digest of what it saw", async () => {
      const review = await claimed(cast);
      const { sequence } = review;
      const later = at(cast.engineer, "2026-11-27T09:00:00Z");
      const receipt = await review.do(approveReview, later, { reason: "Small and clear" });
      expect(receipt).toMatchObject({ state: "approved", sequence: sequence + 1, revision: 1 });
      const [decision] = await db().select().from(reviewDecisions);
      expect(decision).toMatchObject({
        outcome: "approved",
        revision: 1,
        cycle: 1,
        reason: "Small and clear",
        decidedById: cast.engineer.actor.personId,
        decidedAt: later.now,
      });
      expect(decision?.seen).toMatchObject({ revision: 1, findings: [], runs: [] });
      expect(await lastEvent()).toEqual({
        type: "review.approved",
        subject: ["review", review.id],
        data: { revision: 1, digest: decision?.digest },
      });
      expect(await rowOf(review.id)).toMatchObject({
        decidedAt: later.now,
        firstDecidedAt: later.now,
        firstResponseAt: later.now,
      });
    });

    it("refuses while checks are running, when one fails, and passes when all pass", async () => {
      const review = await claimed(cast);
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      await review.do(attachDocuments, cast.requester, { documents });
      const running = await review.refuses(Conflict, approveReview, cast.engineer);
      expect(running.message).toContain("still running");
      await runQueuedChecks(systemContext(db()));
      expect(await review.do(approveReview, cast.engineer)).toMatchObject({ state: "approved" });
      const bad = await checked(ESCALATES);
      const error = await bad.refuses(Conflict, approveReview, cast.engineer);
      expect(error.message).toMatch(/block/);
    });

    it("S09 refuses new evidence until its checks have run", async () => {
      const review = await checked(READ_ONE_BUCKET);
      await review.do(attachDocuments, cast.guardian, { documents: [{ name: "policy.json", content: ESCALATES }] });
      await review.refuses(Conflict, approveReview, cast.engineer);
    });

    it("names every unmet gate at once", async () => {
      const review = await claimed(cast, { intake: answered(["internetFacing", "authentication"]) });
      await review.do(raiseFinding, cast.engineer, { title: "No owner", severity: "high", blocking: true });
      const error = await review.refuses(Conflict, approveReview, cast.engineer);
      for (const word of ["threat model", "finding", "endorsement"]) expect(error.message).toContain(word);
    });

    it("refuses a reviewer who stated a conflict", async () => {
      const review = await submitted(cast);
      await review.do(claimReview, cast.engineer, { conflict: "My sister wrote it" });
      const error = await review.refuses(Conflict, approveReview, cast.engineer);
      expect(error.message).toContain("conflict");
    });

    it("refuses all but the reviewer, another state, a stale number, and the server's own fields", async () => {
      const review = await claimed(cast);
      const { sequence } = review;
      for (const ctx of [cast.second, cast.manager, cast.requester, cast.guardian, cast.colleague, cast.auditor]) {
        await review.refuses(Forbidden, approveReview, ctx);
      }
      await review.refuses(Forbidden, approveReview, systemContext(db()));
      await review.refuses(NotFound, approveReview, cast.outsider);
      await review.refuses(NotFound, approveReview, cast.admin);
      const stale = await review.refuses(Conflict, approveReview, cast.engineer, { sequence: sequence - 1 });
      expect(stale.message).toContain("has changed");
      for (const field of ["state", "verdict", "approver", "digest"]) {
        await review.refuses(Invalid, approveReview, cast.engineer, { [field]: "x" });
      }
      await review.do(approveReview, cast.engineer);
      await review.refuses(Conflict, approveReview, cast.engineer);
    });

    it("S12 refuses a reviewer who has lost the role, also where they still see the review", async () => {
      const review = await claimed(cast);
      const { actor } = cast.engineer;
      const stripped = { ...cast.engineer, actor: { ...actor, roles: [], teamIds: [cast.teamId] } };
      await review.refuses(Forbidden, approveReview, stripped);
      await review.refuses(NotFound, approveReview, { ...stripped, actor: { ...stripped.actor, teamIds: [] } });
    });
  });

  describe("S07 independence", () => {
    /** A person with every role, of the team. They claimed the review before they got a part in it. */
    async function reviewerOfAll(parts: { teamId?: number } = {}) {
      const roles = ["security_engineer", "program_manager"] as const;
      return { ...cast.engineer, actor: await addPerson(db(), { ...parts, roles }) };
    }

    it("refuses the requester", async () => {
      const both = await reviewerOfAll({ teamId: cast.teamId });
      const review = await journey(draftReview(both, draftOf(cast)));
      await review.do(submitReview, both);
      await review.refuses(Forbidden, claimReview, both, { conflict: "" });
      await review.do(claimReview, cast.engineer, { conflict: "" });
      await db().update(reviews).set({ reviewerId: both.actor.personId }).where(eq(reviews.id, review.id));
      const approve = await review.refuses(Forbidden, approveReview, both, { reason: "Mine" });
      const reject = await review.refuses(Forbidden, rejectReview, both, { reason: "Mine" });
      for (const { message } of [approve, reject]) expect(message).toContain("requested");
    });

    it("says of a lost claim who took the review", async () => {
      const review = await submitted(cast);
      const { sequence } = review;
      await review.do(claimReview, cast.engineer, { conflict: "" });
      const lost = await refuses(db(), Conflict, () => claimReview(cast.second, review.id, { sequence, conflict: "" }));
      const [winner] = await db().select().from(people).where(eq(people.id, cast.engineer.actor.personId));
      expect(lost.message).toBe(`${winner?.name} claimed this review first. Claim another review from the queue.`);
    });

    it("refuses who submitted evidence after claiming it", async () => {
      const both = await reviewerOfAll();
      const review = await submitted(cast);
      await review.do(claimReview, both, { conflict: "" });
      await review.do(attachDocuments, both, { documents: [{ name: "policy.json", content: READ_ONE_BUCKET }] });
      await runQueuedChecks(systemContext(db()));
      const error = await review.refuses(Forbidden, approveReview, both);
      expect(error.message).toContain("evidence");
    });

    it("refuses who edited an answer of the draft, or took a document out of it", async () => {
      const both = await reviewerOfAll();
      const review = await journey(draftReview(cast.requester, draftOf(cast)));
      await review.do(editReview, both, { intake: answered([], { dataClass: "public" }) });
      await review.do(submitReview, cast.requester);
      const error = await review.refuses(Forbidden, claimReview, both, { conflict: "" });
      expect(error.message).toContain("answers");
      const other = await journey(draftReview(cast.requester, draftOf(cast)));
      await other.do(attachDocuments, cast.requester, { documents: [{ name: "policy.json", content: ESCALATES }] });
      const [artefact] = await db().select().from(reviewArtefacts);
      await other.do(removeDocument, both, artefact?.id ?? 0);
      await other.do(submitReview, cast.requester);
      await other.refuses(Forbidden, claimReview, both, { conflict: "" });
    });

    it("lets decide who changed the title only", async () => {
      const review = await journey(draftReview(cast.requester, draftOf(cast)));
      await review.do(editReview, cast.manager, { title: "Nightly export of orders" });
      await review.do(submitReview, cast.requester);
      expect(await review.do(claimReview, cast.manager, { conflict: "" })).toMatchObject({ state: "in_review" });
    });

    it("lets decide who sent the same answers along with another title", async () => {
      const review = await journey(draftReview(cast.requester, draftOf(cast)));
      const { type, requestedLaunchOn, intake } = await reviewDetail(cast.manager, review.id);
      const form = { title: "Nightly export of orders", type: type ?? undefined, requestedLaunchOn, intake };
      await review.do(editReview, cast.manager, form);
      expect(await lastEvent()).toMatchObject({ type: "review.edited", data: { fields: ["title"] } });
      await review.do(submitReview, cast.requester);
      expect(await review.do(claimReview, cast.manager, { conflict: "" })).toMatchObject({ state: "in_review" });
    });

    it("refuses who imported the attached model for someone else", async () => {
      const review = await claimed(cast);
      const parts = { authorId: cast.guardian.actor.personId, authorRole: "guardian" } as const;
      const versionId = await modelBy(cast.engineer, cast, parts);
      await review.do(attachThreatModel, cast.requester, { versionId });
      const error = await review.refuses(Forbidden, approveReview, cast.engineer);
      expect(error.message).toContain("imported");
    });

    it("refuses who lowered the tier in this cycle, and the reviewer who would", async () => {
      const review = await submitted(cast, { intake: answered(["cryptography"]) });
      const lower = { tier: "low", reason: "Only rotates a key" } as const;
      await review.do(changeTier, cast.second, lower);
      await review.refuses(Forbidden, claimReview, cast.second, { conflict: "" });
      await review.do(changeTier, cast.requester, { ...lower, tier: "high" });
      await review.do(claimReview, cast.engineer, { conflict: "" });
      const error = await review.refuses(Forbidden, changeTier, cast.engineer, lower);
      expect(error.message).toContain("Someone else must do it");
      expect(await review.do(changeTier, cast.second, lower)).toMatchObject({ id: review.id });
    });

    it("refuses to lower the tier to who asked for it, made its evidence, belongs to its team or is in conflict", async () => {
      const { id, sequence } = await submitted(cast, { intake: answered(["cryptography"]) });
      const engineer = async (parts: Parameters<typeof addPerson>[1]) =>
        context(db(), await addPerson(db(), { ...parts, roles: ["security_engineer"] }));
      const [requester, mate, maker] = [
        await engineer({ teamId: cast.teamId }),
        await engineer({ teamId: cast.teamId }),
        await engineer({}),
      ];
      await db().update(reviews).set({ requesterId: requester.actor.personId }).where(eq(reviews.id, id));
      const conflict = { sequence, conflict: "I wrote its library" };
      const mine = await claimReview(cast.engineer, id, conflict);
      const free = await releaseReview(cast.engineer, id, { sequence: mine.sequence, reason: "A conflict" });
      const versionId = await modelBy(maker, cast);
      const open = await attachThreatModel(cast.manager, id, { sequence: free.sequence, versionId });
      const change = (tier: Tier) => ({ sequence: open.sequence, tier, reason: "Only rotates a key" });
      const ties = [
        [requester, "requested this review"],
        [mate, "belong to the requesting team, or did at some point since the request"],
        [maker, "imported the threat model"],
        [cast.engineer, "stated a conflict of interest"],
      ] as const;
      for (const [ctx, tie] of ties) {
        const error = await refuses(db(), Forbidden, () => changeTier(ctx, id, change("low")));
        expect(error.message).toBe(`You cannot lower the tier because you ${tie}. Someone else must do it.`);
        const { lowering, may } = await reviewDetail(ctx, id);
        expect(lowering).toEqual({ allowed: false, because: "actor", reason: error.message });
        expect(may.change_tier).toEqual({ allowed: true });
      }
      expect((await reviewDetail(cast.second, id)).lowering).toEqual({ allowed: true });
      const lowered = await changeTier(cast.second, id, change("low"));
      expect(await changeTier(requester, id, { ...change("high"), sequence: lowered.sequence })).toMatchObject({ id });
    });

    it("refuses who lowered the tier to what it still is, in a later cycle too", async () => {
      const review = await submitted(cast, { intake: answered(["cryptography"]) });
      await review.do(changeTier, cast.second, { tier: "low", reason: "Only rotates a key" });
      await review.do(claimReview, cast.engineer, { conflict: "" });
      await review.do(approveReview, cast.engineer);
      const later = (ctx: Cast["second"]) => at(ctx, "2026-11-26T09:00:00Z");
      await review.do(reopenReview, later(cast.engineer), { reason: "A second key" });
      await review.do(releaseReview, later(cast.engineer), { reason: "On leave" });
      await review.refuses(Forbidden, claimReview, later(cast.second), { conflict: "" });
      await review.do(changeTier, later(cast.requester), { tier: "medium", reason: "It is a new key" });
      expect(await review.do(claimReview, later(cast.second), { conflict: "" })).toMatchObject({ state: "in_review" });
    });

    it("refuses who lowered the tier until it is again what they lowered it from", async () => {
      const { id, sequence } = await submitted(cast, { intake: answered(["cryptography"]) });
      const change = (ctx: Cast["second"], tier: Tier, sequence: number) =>
        changeTier(ctx, id, { tier, reason: "As it is", sequence });
      const raised = await change(cast.requester, "high", sequence);
      const lowered = await change(cast.second, "low", raised.sequence);
      const mine = await claimReview(cast.engineer, id, { sequence: lowered.sequence, conflict: "" });
      const done = await approveReview(cast.engineer, id, { sequence: mine.sequence });
      const later = (ctx: Cast["second"]) => at(ctx, "2026-11-26T09:00:00Z");
      const open = await reopenReview(later(cast.requester), id, { sequence: done.sequence, reason: "A second key" });
      const between = await change(later(cast.requester), "medium", open.sequence);
      const free = await releaseReview(later(cast.engineer), id, { sequence: between.sequence, reason: "On leave" });
      const error = await refuses(db(), Forbidden, () =>
        claimReview(later(cast.second), id, { sequence: free.sequence, conflict: "" }),
      );
      expect(error.message).toContain("lowered the tier");
      const again = await change(later(cast.requester), "high", free.sequence);
      expect(await claimReview(later(cast.second), id, { sequence: again.sequence, conflict: "" })).toMatchObject({
        state: "in_review",
      });
    });

    it("refuses a member of the team that asks, while they belong to it", async () => {
      const own = await reviewerOfAll({ teamId: cast.teamId });
      const review = await submitted(cast);
      const error = await review.refuses(Forbidden, claimReview, own, { conflict: "" });
      expect(error.message).toContain("belong to the");
      await review.do(claimReview, cast.engineer, { conflict: "" });
      await db()
        .insert(memberships)
        .values({ personId: cast.engineer.actor.personId, teamId: cast.teamId, fromOn: "2026-01-01" });
      const late = await review.refuses(Forbidden, approveReview, cast.engineer);
      expect(late.message).toContain("belong to the");
      await db()
        .update(memberships)
        .set({ toOn: "2026-01-02" })
        .where(eq(memberships.personId, cast.engineer.actor.personId));
      expect(await review.do(approveReview, cast.engineer)).toMatchObject({ state: "approved" });
    });

    it("refuses who left the team since it asked, also who left it to decide", async () => {
      const own = await reviewerOfAll({ teamId: cast.teamId });
      const review = await submitted(cast);
      await leaveTeam(own, { personId: own.actor.personId, teamId: cast.teamId });
      const error = await review.refuses(Forbidden, claimReview, own, { conflict: "" });
      expect(error.message).toContain("belong to the requesting team, or did at some point since the request");
    });

    it("S07 refuses a member of the team whose membership ended on the day it began", async () => {
      const review = await submitted(cast);
      const other = await reviewerOfAll();
      const membership = { personId: other.actor.personId, teamId: cast.teamId };
      await joinTeam(cast.admin, membership);
      await leaveTeam(cast.admin, membership);
      const error = await review.refuses(Forbidden, claimReview, other, { conflict: "" });
      expect(error.message).toContain("belong to the");
    });

    it("refuses who published a laxer profile and checked again under it", async () => {
      await ensureStarterProfiles(systemContext(db()));
      const [profile] = await db().select().from(checkProfiles);
      const review = await journey(draftReview(cast.requester, draftOf(cast)));
      await review.do(attachDocuments, cast.requester, { documents: [{ name: "policy.json", content: ESCALATES }] });
      await review.do(submitReview, cast.requester);
      await runQueuedChecks(systemContext(db()));
      await review.do(claimReview, cast.engineer, { conflict: "" });
      await review.refuses(Conflict, approveReview, cast.engineer);
      const lax = {
        references: { identity: [], resource: [] },
        sensitive: [],
        publicAccess: false,
        acceptedManagedPolicies: [],
      };
      const named = { profileId: profile?.id, name: "Standard", tiers: [...TIERS] };
      const definition = { ...lax, validation: { block: [] }, credentials: false };
      await publishProfile(cast.engineer, { ...named, definition });
      await review.do(runChecksAgain, cast.engineer);
      await runQueuedChecks(systemContext(db()));
      const error = await review.refuses(Forbidden, approveReview, cast.engineer);
      expect(error.message).toContain("relaxed the check profile");
      await review.do(releaseReview, cast.engineer, { reason: "By another" });
      await review.do(claimReview, cast.second, { conflict: "" });
      expect(await review.do(approveReview, cast.second)).toMatchObject({ state: "approved" });
    });

    it("refuses who published the profile that it is judged by again, where its tier has gone up and back", async () => {
      await ensureStarterProfiles(systemContext(db()));
      const [profile] = await db().select().from(checkProfiles);
      const { definition } = STANDARD_PROFILE;
      const named = { profileId: profile?.id, name: "Standard" };
      await publishProfile(cast.manager, { name: "Strict", tiers: ["high"], definition });
      await publishProfile(cast.manager, { ...named, tiers: ["low", "medium"], definition });
      const eased = { ...definition, publicAccess: false };
      await publishProfile(cast.engineer, { ...named, tiers: ["low", "medium"], definition: eased });
      const review = await journey(draftReview(cast.requester, draftOf(cast)));
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      await review.do(attachDocuments, cast.requester, { documents });
      await review.do(submitReview, cast.requester);
      const raise = { tier: "high", reason: "It holds more" } as const;
      await review.do(changeTier, at(cast.requester, "2026-11-25T10:00:00Z"), raise);
      await review.do(changeTier, at(cast.second, "2026-11-25T11:00:00Z"), { tier: "medium", reason: "It does not" });
      const later = at(cast.engineer, "2026-11-25T12:00:00Z");
      const error = await review.refuses(Forbidden, claimReview, later, { conflict: "" });
      expect(error.message).toContain("relaxed the check profile");
    });

    /** A submitted review with a policy, which is checked. */
    async function judged() {
      const review = await journey(draftReview(cast.requester, draftOf(cast)));
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      await review.do(attachDocuments, cast.requester, { documents });
      await review.do(submitReview, cast.requester);
      await runQueuedChecks(systemContext(db()));
      return review;
    }

    it("refuses who published the profile that it is judged by, where it lets more pass, also before it was begun", async () => {
      await ensureStarterProfiles(systemContext(db()));
      const [profile] = await db().select().from(checkProfiles);
      const { definition } = STANDARD_PROFILE;
      const publish = (ctx: Cast["engineer"], parts: Partial<ProfileDefinition>) =>
        publishProfile(ctx, {
          profileId: profile?.id,
          name: "Standard",
          tiers: [...TIERS],
          definition: { ...definition, ...parts },
        });
      await publish(cast.engineer, { publicAccess: false });
      const lax = await judged();
      const error = await lax.refuses(Forbidden, claimReview, cast.engineer, { conflict: "" });
      expect(error.message).toContain("relaxed the check profile");
      expect(await lax.do(claimReview, cast.second, { conflict: "" })).toMatchObject({ state: "in_review" });
      await publish(cast.engineer, { publicAccess: false, analyzer: "both" });
      const still = await judged();
      await still.refuses(Forbidden, claimReview, cast.engineer, { conflict: "" });
      await publish(cast.engineer, { analyzer: "both" });
      const strict = await judged();
      expect(await strict.do(claimReview, cast.engineer, { conflict: "" })).toMatchObject({ state: "in_review" });
      // To take back one's own stricter version is to ease what judged the tier.
      await publish(cast.engineer, {});
      const taken = await judged();
      await taken.refuses(Forbidden, claimReview, cast.engineer, { conflict: "" });
    });

    it("refuses who eased a copy of the profile under another name, in two steps", async () => {
      await ensureStarterProfiles(systemContext(db()));
      const { definition } = STANDARD_PROFILE;
      const copy = await publishProfile(cast.engineer, { name: "Copy", tiers: [...TIERS], definition });
      const ease = { profileId: copy.profileId, name: "Copy", definition: { ...definition, publicAccess: false } };
      await publishProfile(cast.engineer, ease);
      // A third version, as lax as the second, judges it.
      const more = { ...ease, definition: { ...ease.definition, analyzer: "both" as const } };
      await publishProfile(cast.engineer, more);
      const review = await judged();
      const claim = { conflict: "" };
      const error = await review.refuses(Forbidden, claimReview, cast.engineer, claim);
      expect(error.message).toContain("relaxed the check profile");
      expect(await review.do(claimReview, cast.second, claim)).toMatchObject({ state: "in_review" });
    });

    it("refuses who gave a tier to a laxer profile of someone else, also once they have published it again", async () => {
      await ensureStarterProfiles(systemContext(db()));
      const [standard] = await db().select().from(checkProfiles);
      const { definition } = STANDARD_PROFILE;
      const lenient = { ...definition, publicAccess: false };
      const other = await publishProfile(cast.second, { name: "Lenient", tiers: ["high"], definition: lenient });
      const taken = { profileId: other.profileId, name: "Lenient", tiers: [...TIERS], definition: lenient };
      await publishProfile(cast.engineer, taken);
      await publishProfile(cast.engineer, { ...taken, definition: { ...lenient, analyzer: "both" } });
      const review = await judged();
      await review.refuses(Forbidden, claimReview, cast.engineer, { conflict: "" });
      // A profile that judges no tier says nothing of one.
      await publishProfile(cast.second, { name: "Unused", tiers: [], definition: lenient });
      await publishProfile(cast.engineer, { profileId: standard?.id, name: "Standard", tiers: [...TIERS], definition });
      await publishProfile(cast.engineer, { name: "Mine", tiers: [...TIERS], definition: lenient });
      const next = await judged();
      await next.refuses(Forbidden, claimReview, cast.engineer, { conflict: "" });
    });

    it.each(["accepted", "invalid"] as const)(
      "refuses who let a finding pass without its being fixed, also between two claims: %s",
      async (state) => {
        const { id, sequence } = await claimed(cast);
        const finding = { title: "No owner", severity: "high", blocking: true, sequence } as const;
        const raised = await raiseFinding(cast.second, id, finding);
        const free = await releaseReview(cast.engineer, id, { sequence: raised.sequence, reason: "Later" });
        const invalid = { state: "invalid", invalidReason: "not_an_issue", sequence: free.sequence } as const;
        const [passer, passed] =
          state === "accepted"
            ? [cast.manager, await riskAccepted(cast, free, raised.findingId, { acceptedUntil: "2026-12-01" })]
            : [cast.engineer, await settleFinding(cast.engineer, id, raised.findingId, invalid)];
        const claim = { sequence: passed.sequence, conflict: "" };
        const error = await refuses(db(), Forbidden, () => claimReview(passer, id, claim));
        expect(error.message).toContain("let a finding pass");
        // Who recommended it did not decide.
        expect(await claimReview(cast.second, id, claim)).toMatchObject({ state: "in_review" });
      },
    );

    it("keeps a stated conflict when the review is claimed again", async () => {
      const review = await submitted(cast);
      await review.do(claimReview, cast.engineer, { conflict: "My sister wrote it" });
      await review.do(releaseReview, cast.engineer, { reason: "Later" });
      await review.do(claimReview, cast.engineer, { conflict: "" });
      const error = await review.refuses(Conflict, approveReview, cast.engineer);
      expect(error.message).toContain("conflict");
    });

    it("refuses who changed an answer, also when someone else sealed the last revision", async () => {
      const both = await reviewerOfAll();
      const review = await submitted(cast);
      await review.do(claimReview, both, { conflict: "" });
      await review.do(editReview, both, { intake: answered([], { dataClass: "public" }) });
      await review.do(editReview, cast.requester, { intake: answered([], { dataHandling: "stored" }) });
      await review.refuses(Forbidden, approveReview, both);
    });

    it("refuses the sole author of the attached model, and lets a joint author decide", async () => {
      const author = { authorId: cast.engineer.actor.personId };
      const review = await submitted(cast);
      const sole = await modelBy(cast.requester, cast, { ...author, authorRole: "engineer" });
      await review.do(attachThreatModel, cast.requester, { versionId: sole });
      const error = await review.refuses(Forbidden, claimReview, cast.engineer, { conflict: "" });
      expect(error.message).toContain("alone");
      const joint = await modelBy(cast.requester, cast, {
        ...author,
        authorRole: "jointly",
        name: "Together",
      });
      await review.do(attachThreatModel, cast.requester, { versionId: joint });
      await review.do(claimReview, cast.engineer, { conflict: "" });
      expect(await review.do(approveReview, cast.engineer)).toMatchObject({ state: "approved" });
    });
  });

  describe("approving with conditions", () => {
    it("keeps each condition with owner and due date", async () => {
      const review = await claimed(cast);
      const conditions = [conditionOf(cast), conditionOf(cast, { text: "Add an alarm", when: "after_launch" })];
      const receipt = await review.do(approveReview, cast.engineer, { conditions });
      expect(receipt.state).toBe("approved_with_conditions");
      expect(await db().select().from(reviewConditions).orderBy(reviewConditions.id)).toMatchObject([
        { text: "Rotate the key", when: "before_launch", ownerId: cast.requester.actor.personId, verifiedAt: null },
        { text: "Add an alarm", when: "after_launch" },
      ]);
      expect(await lastEvent()).toMatchObject({
        type: "review.approved-with-conditions",
        data: { revision: 1, conditions: 2 },
      });
    });

    it("refuses a day that has passed, an owner who is not here, and a condition without one", async () => {
      const review = await claimed(cast);
      await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, cast.colleague.actor.personId));
      const wrong = [
        { dueOn: "2026-11-24" },
        { ownerId: 99_999 },
        { ownerId: cast.colleague.actor.personId },
        { ownerId: undefined },
        { when: "some day" },
        { verifiedAt: "2026-11-25" },
      ];
      for (const parts of wrong) {
        const conditions = [conditionOf(cast), conditionOf(cast, parts)];
        const error = await review.refuses(Invalid, approveReview, cast.engineer, { conditions });
        expect(error.problems[0]?.path.slice(0, 2)).toEqual(["conditions", 1]);
      }
    });

    it("needs the gates as well", async () => {
      const review = await claimed(cast, { intake: answered(["internetFacing"]) });
      await review.refuses(Conflict, approveReview, cast.engineer, { conditions: [conditionOf(cast)] });
    });
  });

  describe("rejecting", () => {
    it("needs no gate, but a reason", async () => {
      const review = await claimed(cast, { intake: answered(["internetFacing", "authentication"]) });
      await review.refuses(Invalid, rejectReview, cast.engineer, wrong({}));
      await review.refuses(Invalid, rejectReview, cast.engineer, wrong({ reason: "No", state: "x" }));
      const receipt = await review.do(rejectReview, cast.engineer, { reason: "It stores passwords." });
      expect(receipt.state).toBe("rejected");
      expect(await lastEvent()).toMatchObject({ type: "review.rejected", data: { revision: 1 } });
      expect(await db().select().from(reviewDecisions)).toMatchObject([{ outcome: "rejected" }]);
    });

    it("refuses others, the wrong state and a stale number", async () => {
      const review = await claimed(cast);
      const wanted = { reason: "No" };
      for (const ctx of [cast.second, cast.manager, cast.requester]) {
        await review.refuses(Forbidden, rejectReview, ctx, wanted);
      }
      await review.refuses(NotFound, rejectReview, cast.outsider, wanted);
      await review.refuses(Conflict, rejectReview, cast.engineer, { ...wanted, sequence: 1 });
      await review.do(approveReview, cast.engineer);
      await review.refuses(Conflict, rejectReview, cast.engineer, wanted);
    });
  });

  describe("endorsing", () => {
    const high = { intake: answered(["internetFacing", "authentication"]) };

    it("lets a high-tier review pass with a second engineer, and lapses with the revision", async () => {
      const review = await claimed(cast, high);
      const versionId = await modelBy(cast.requester, cast);
      await review.do(attachThreatModel, cast.requester, { versionId });
      await review.refuses(Conflict, approveReview, cast.engineer);
      await review.do(endorseRevision, cast.second);
      expect(await lastEvent()).toEqual({
        type: "review.endorsed",
        subject: ["review", review.id],
        data: { revision: 2 },
      });
      const intake = answered(["internetFacing", "authentication", "cryptography"]);
      await review.do(editReview, cast.requester, { intake });
      await review.refuses(Conflict, approveReview, cast.engineer);
      await review.do(attachThreatModel, cast.requester, { versionId });
      await review.do(confirmNoPolicies, cast.engineer);
      await review.do(endorseRevision, cast.second);
      expect(await review.do(approveReview, cast.engineer)).toMatchObject({ state: "approved" });
      expect(await db().select().from(reviewEndorsements)).toHaveLength(2);
    });

    it("stands on a later revision that holds the same evidence, and is not given twice", async () => {
      const review = await claimed(cast, high);
      await review.do(endorseRevision, cast.second);
      const endorsers = async () => (await reviewDetail(cast.second, review.id)).endorsers.map(({ name }) => name);
      const waits = async () =>
        (await listReviews(cast.second, readFilter({ tab: "mine" }))).reviews.map(({ move }) => move);
      const gate = async () =>
        (await reviewDetail(cast.second, review.id)).gates.find((one) => one.id === "endorsement")?.state;
      const intake = answered(["internetFacing", "authentication", "cryptography"]);
      await review.do(editReview, cast.requester, { intake });
      expect([await endorsers(), await gate(), await waits()]).toEqual([[], "unmet", ["endorse"]]);
      const again = await review.do(editReview, cast.requester, { intake: high.intake });
      expect(again.revision).toBe(3);
      expect([await endorsers(), await gate(), await waits()]).toEqual([["Sara Second"], "met", []]);
      await review.refuses(Conflict, endorseRevision, cast.second);
    });

    it("S07 does not count that of someone who stated a conflict afterwards", async () => {
      const review = await claimed(cast, high);
      const versionId = await modelBy(cast.requester, cast);
      await review.do(attachThreatModel, cast.requester, { versionId });
      await review.do(endorseRevision, cast.second);
      await review.do(releaseReview, cast.engineer, { reason: "Lunch" });
      await review.do(claimReview, cast.second, { conflict: "My sister wrote it" });
      await review.do(releaseReview, cast.second, { reason: "Not mine" });
      await review.do(claimReview, cast.engineer, { conflict: "" });
      const error = await review.refuses(Conflict, approveReview, cast.engineer);
      expect(error.message).toContain("endorse");
    });

    const LEAVE: [string, (personId: number) => Promise<unknown>][] = [
      ["has lost the role", (personId) => revokeRole(cast.admin, { personId, role: "security_engineer" })],
      ["has left", (personId) => deactivatePerson(cast.admin, { personId })],
      ["has joined the team that asks", (personId) => joinTeam(cast.admin, { personId, teamId: cast.teamId })],
    ];

    it.each(LEAVE)("S12 does not count that of someone who %s since", async (_, leave) => {
      const review = await claimed(cast, high);
      const versionId = await modelBy(cast.requester, cast);
      await review.do(attachThreatModel, cast.requester, { versionId });
      await review.do(endorseRevision, cast.second);
      await leave(cast.second.actor.personId);
      const error = await review.refuses(Conflict, approveReview, cast.engineer);
      expect(error.message).toContain("endorse");
    });

    it("S07 does not count that of someone who changed its evidence since, though not what it means", async () => {
      const roles = ["security_engineer", "program_manager"] as const;
      const both = context(db(), await addPerson(db(), { roles }));
      const review = await claimed(cast, high);
      const named = (content: string) => ({ documents: [{ name: "role.json", content }] });
      const one = await review.do(attachDocuments, cast.requester, { ...named(READ_ONE_BUCKET) });
      await review.do(endorseRevision, both);
      const endorsement = async () =>
        (await reviewDetail(cast.second, review.id)).gates.find((gate) => gate.id === "endorsement")?.state;
      const { revision } = await review.do(attachDocuments, both, {
        ...named(`${READ_ONE_BUCKET}\n`),
      });
      expect([revision, await endorsement()]).toEqual([one.revision, "unmet"]);
      expect(await reviewDetail(cast.second, review.id)).toMatchObject({ endorsers: [], move: "endorse" });
      const { reviews: mine } = await listReviews(cast.second, readFilter({ tab: "mine" }));
      expect(mine).toMatchObject([{ id: review.id, move: "endorse" }]);
      await review.do(endorseRevision, cast.second);
      expect(await endorsement()).toBe("met");
    });

    it("lists who supported an approval also when they have left since", async () => {
      const review = await claimed(cast, high);
      const versionId = await modelBy(cast.requester, cast);
      await review.do(attachThreatModel, cast.requester, { versionId });
      await review.do(confirmNoPolicies, cast.engineer);
      await review.do(endorseRevision, cast.second);
      await review.do(approveReview, cast.engineer);
      await deactivatePerson(cast.admin, { personId: cast.second.actor.personId });
      expect(await reviewDetail(cast.auditor, review.id)).toMatchObject({ endorsers: [{ name: "Sara Second" }] });
    });

    it("lists on the review who counts: not who decides on it by now, nor who has stated a conflict", async () => {
      const review = await claimed(cast, high);
      const endorsers = async () => (await reviewDetail(cast.auditor, review.id)).endorsers.map(({ name }) => name);
      await review.do(endorseRevision, cast.second);
      expect(await endorsers()).toEqual(["Sara Second"]);
      await review.do(releaseReview, cast.engineer, { reason: "Lunch" });
      await review.do(claimReview, cast.second, { conflict: "" });
      expect(await endorsers()).toEqual([]);
    });

    it("refuses the reviewer, a second time, others, and another state", async () => {
      const review = await claimed(cast, high);
      await review.refuses(Forbidden, endorseRevision, cast.engineer);
      for (const ctx of [cast.manager, cast.guardian, cast.requester, systemContext(db())]) {
        await review.refuses(Forbidden, endorseRevision, ctx);
      }
      await review.refuses(NotFound, endorseRevision, cast.outsider);
      await review.refuses(Conflict, endorseRevision, cast.second, { sequence: 1 });
      await review.refuses(Invalid, endorseRevision, cast.second, wrong({ revision: 1 }));
      await review.do(endorseRevision, cast.second);
      await review.refuses(Conflict, endorseRevision, cast.second);
      const open = await submitted(cast, high);
      await open.refuses(Conflict, endorseRevision, cast.second);
    });
  });

  describe("waiving a gate", () => {
    const waiver = { gate: "threat_model", reason: "The old one holds", expiresOn: "2026-12-01" } as const;
    const needsModel = { intake: answered(["internetFacing"]) };

    /** In review, without the model that it needs, and with the ask for a waiver. */
    async function asked(gate: AskWaiverInput["gate"] = "threat_model") {
      const review = await claimed(cast, needsModel);
      await review.do(askWaiver, cast.requester, { gate, reason: "The model comes with the next change" });
      return review;
    }

    it("S11 passes one unmet gate until its day, after which it blocks again", async () => {
      const review = await asked();
      await review.do(waiveGate, cast.second, waiver);
      const [saved] = await db().select().from(exceptions);
      expect(saved).toMatchObject({
        askedById: cast.requester.actor.personId,
        approvedById: cast.second.actor.personId,
        reason: "The old one holds",
        expiresOn: "2026-12-01",
      });
      const data = { gate: "threat_model", waiverId: saved?.id, expiresOn: "2026-12-01" } as const;
      expect(await lastEvent()).toEqual({ type: "review.gate-waived", subject: ["review", review.id], data });
      const late = at(cast.engineer, "2026-12-02T00:00:00Z");
      await review.refuses(Conflict, approveReview, late);
      const inTime = at(cast.engineer, "2026-12-01T23:00:00Z");
      expect(await review.do(approveReview, inTime)).toMatchObject({ state: "approved" });
      expect(await lastEvent()).toMatchObject({ type: "review.approved", data: { revision: 1, waivers: 1 } });
      expect((await reviewDetail(cast.auditor, review.id)).decisions).toMatchObject([
        { outcome: "approved", onWaivers: 1 },
      ]);
    });

    it("S11 needs an ask, a reason, and a day within the program's longest term", async () => {
      const bare = await claimed(cast, needsModel);
      await bare.refuses(Conflict, waiveGate, cast.second, waiver);
      const review = await asked();
      await review.refuses(Invalid, waiveGate, cast.second, { ...waiver, reason: "" });
      await review.refuses(Invalid, waiveGate, cast.second, wrong({ ...waiver, expiresOn: undefined }));
      await review.refuses(Invalid, waiveGate, cast.second, { ...waiver, expiresOn: "2026-11-24" });
      await review.refuses(Invalid, waiveGate, cast.second, wrong({ ...waiver, gate: "luck" }));
      await review.refuses(Invalid, waiveGate, cast.second, wrong({ ...waiver, approvedById: 1 }));
      await review.refuses(Invalid, waiveGate, cast.second, wrong({ ...waiver, askedById: 1 }));
      await review.refuses(Invalid, waiveGate, cast.second, { ...waiver, expiresOn: "2027-02-24" });
      await db().update(program).set({ waiverDays: 5 });
      const long = await review.refuses(Invalid, waiveGate, cast.second, waiver);
      expect(long.message).toContain("5 days at most");
      await db().update(program).set({ waiverDays: 1 });
      const longer = await review.refuses(Invalid, waiveGate, cast.second, waiver);
      expect(longer.message).toContain("1 day at most");
      await db().update(program).set({ waiverDays: 5 });
      await review.do(waiveGate, cast.second, { ...waiver, expiresOn: "2026-11-30" });
      const held = await review.refuses(Conflict, waiveGate, cast.second, { ...waiver, expiresOn: "2026-11-30" });
      expect(held.message).toBe("The gate “Threat model” is already waived until 30 Nov 2026.");
    });

    it("S07 is never the reviewer's, and not for anyone who asked or stated a conflict", async () => {
      const review = await submitted(cast, { intake: answered(["internetFacing", "authentication"]) });
      await review.do(claimReview, cast.engineer, { conflict: "My sister wrote it" });
      await review.do(askWaiver, cast.engineer, { gate: "conflicts", reason: "Nobody else knows the code" });
      const wanted = { ...waiver, gate: "conflicts" } as const;
      await review.refuses(Forbidden, waiveGate, cast.engineer, wanted);
      await review.do(releaseReview, cast.engineer, { reason: "Someone else" });
      await review.do(claimReview, cast.second, { conflict: "" });
      const error = await review.refuses(Forbidden, waiveGate, cast.engineer, wanted);
      expect(error.message).toContain("conflict");
    });

    it("S11 never passes the endorsement", async () => {
      const review = await claimed(cast, { intake: answered(["internetFacing", "authentication"]) });
      const wanted = { gate: "endorsement", reason: "Nobody is here" };
      await review.refuses(Invalid, askWaiver, cast.engineer, wrong(wanted));
      await review.refuses(Invalid, waiveGate, cast.second, wrong({ ...waiver, ...wanted }));
    });

    it("is asked for by who takes part, once, where a gate is unmet", async () => {
      const review = await claimed(cast, needsModel);
      const ask = { gate: "threat_model", reason: "Next time" } as const;
      for (const ctx of [cast.second, cast.manager, cast.colleague, systemContext(db())])
        await review.refuses(Forbidden, askWaiver, ctx, ask);
      await review.refuses(NotFound, askWaiver, cast.outsider, ask);
      await review.refuses(Conflict, askWaiver, cast.requester, { ...ask, gate: "findings" });
      await review.refuses(Conflict, askWaiver, cast.requester, { ...ask, sequence: 1 });
      await review.refuses(Invalid, askWaiver, cast.requester, { ...ask, reason: "" });
      await review.do(askWaiver, cast.guardian, ask);
      const [saved] = await db().select().from(waiverAsks);
      expect(saved).toMatchObject({ gate: "threat_model", reason: "Next time", givenAt: null });
      expect(await lastEvent()).toEqual({
        type: "review.waiver-asked",
        subject: ["review", review.id],
        data: { askId: saved?.id },
      });
      await review.refuses(Conflict, askWaiver, cast.guardian, ask);
      expect(await review.do(askWaiver, cast.requester, ask)).toMatchObject({ id: review.id });
    });

    it("S07 keeps who gave it from deciding in a later cycle while it holds", async () => {
      const review = await asked();
      await review.do(waiveGate, cast.second, waiver);
      await review.do(approveReview, cast.engineer);
      const later = (ctx: Cast["second"]) => at(ctx, "2026-11-26T09:00:00Z");
      await review.do(reopenReview, later(cast.engineer), { reason: "A second export" });
      await review.do(releaseReview, later(cast.engineer), { reason: "On leave" });
      await review.refuses(Forbidden, claimReview, later(cast.second), { conflict: "" });
      const after = at(cast.second, "2026-12-02T09:00:00Z");
      expect(await review.do(claimReview, after, { conflict: "" })).toMatchObject({ state: "in_review" });
    });

    it("S07 is given by nobody who asks for it, also where another asks as well", async () => {
      const teamId = await addTeam(db());
      const roles = ["security_engineer"] as const;
      const actor = await addPerson(db(), { name: "Gwen Guardian", guardian: true, roles, teamId });
      const both = { ...cast.engineer, actor };
      const review = await claimed(cast, { ...needsModel, guardianId: both.actor.personId });
      const ask = { gate: waiver.gate, reason: "It comes later" } as const;
      await review.do(askWaiver, both, ask);
      await review.do(askWaiver, cast.requester, ask);
      const error = await review.refuses(Conflict, waiveGate, both, waiver);
      expect(error.message).toContain("You requested this waiver");
      await review.do(waiveGate, cast.second, waiver);
      await review.do(askWaiver, cast.requester, ask);
      expect(await review.do(waiveGate, both, { ...waiver, expiresOn: "2026-12-10" })).toMatchObject({ id: review.id });
    });

    it("S07 keeps who gave it from deciding in this cycle", async () => {
      const review = await asked();
      await review.do(waiveGate, cast.second, waiver);
      await review.do(releaseReview, cast.engineer, { reason: "On leave" });
      const error = await review.refuses(Forbidden, claimReview, cast.second, { conflict: "" });
      expect(error.message).toContain("waiver");
    });

    it("refuses a gate that is not unmet, others, and another state", async () => {
      const review = await asked();
      await review.refuses(Conflict, waiveGate, cast.second, { ...waiver, gate: "findings" });
      await review.refuses(Forbidden, waiveGate, cast.requester, waiver);
      await review.refuses(Forbidden, waiveGate, cast.guardian, waiver);
      await review.refuses(NotFound, waiveGate, cast.outsider, waiver);
      await review.refuses(Conflict, waiveGate, cast.second, { ...waiver, sequence: 1 });
      const open = await submitted(cast, needsModel);
      await open.refuses(Conflict, waiveGate, cast.second, waiver);
    });

    it("S11 blocks again when an accepted risk has come to its day", async () => {
      const review = await claimed(cast);
      const finding = { title: "No owner", severity: "high", blocking: true } as const;
      const raised = await review.do(raiseFinding, cast.engineer, finding);
      await riskAccepted(cast, review, raised.findingId, { acceptedUntil: "2026-12-01" });
      const late = at(cast.engineer, "2026-12-02T00:00:00Z");
      await review.refuses(Conflict, approveReview, late);
      expect(await review.do(approveReview, at(late, "2026-12-01T09:00:00Z"))).toMatchObject({ state: "approved" });
      expect(await lastEvent()).toMatchObject({ type: "review.approved", data: { waivers: 1 } });
      const said = async (ctx: Cast["engineer"]) => (await reviewDetail(ctx, review.id)).decisions;
      expect(await said(cast.engineer)).toMatchObject([{ onWaivers: 1, waiverEndedOn: null }]);
      expect(await said(late)).toMatchObject([{ onWaivers: 1, waiverEndedOn: "2026-12-01" }]);
    });

    it("S11 counts no risk that does not block, nor one that is accepted no longer", async () => {
      const { id, sequence } = await claimed(cast);
      let at = sequence;
      for (const blocking of [false, true]) {
        const finding = { title: "No owner", severity: "high", blocking, sequence: at } as const;
        const raised = await raiseFinding(cast.engineer, id, finding);
        at = (await riskAccepted(cast, raised, raised.findingId, { acceptedUntil: "2026-12-01" })).sequence;
      }
      await db().update(findings).set({ state: "verified" }).where(eq(findings.blocking, true));
      await approveReview(cast.engineer, id, { sequence: at });
      expect((await reviewDetail(cast.engineer, id)).decisions).toMatchObject([{ onWaivers: 0 }]);
    });
  });

  describe("reopening", () => {
    it("is the next cycle of an approved review, with its reviewer", async () => {
      const review = await approved(cast);
      const receipt = await review.do(reopenReview, cast.requester, { reason: "The design changed" });
      expect(receipt.state).toBe("in_review");
      expect(await rowOf(review.id)).toMatchObject({ cycle: 2, decidedAt: null, firstDecidedAt: NOW });
      expect(await lastEvent()).toEqual({
        type: "review.reopened",
        subject: ["review", review.id],
        data: { cycle: 2 },
      });
      const states = await db().select().from(reviewStates).orderBy(reviewStates.id);
      expect(states.at(-1)).toMatchObject({ state: "in_review", reason: "The design changed" });
    });

    it.each([
      ["has left", (admin: Context, personId: number) => deactivatePerson(admin, { personId })],
      [
        "holds the role no more",
        (admin: Context, personId: number) => revokeRole(admin, { personId, role: "security_engineer" }),
      ],
    ])("goes to the queue where who reviewed it %s", async (_, end) => {
      const review = await approved(cast);
      const { sequence } = review;
      await end(context(db(), await addPerson(db(), { roles: ["admin"] })), cast.engineer.actor.personId);
      const receipt = await review.do(reopenReview, cast.requester, { reason: "The design changed" });
      expect(receipt).toMatchObject({ state: "submitted", sequence: sequence + 2 });
      expect(await rowOf(review.id)).toMatchObject({ cycle: 2, reviewerId: null, state: "submitted" });
      const data = { reasonCode: "people", to: "submitted" };
      expect(await lastEvent()).toEqual({ type: "review.released", subject: ["review", review.id], data });
      expect(await review.do(claimReview, cast.second, { conflict: "" })).toMatchObject({ state: "in_review" });
    });

    it("S09 is checked by the profile of the day, and not again where that is the same", async () => {
      const later = <C extends Context>(ctx: C) => at(ctx, "2026-11-26T09:00:00Z");
      const review = await claimed(cast);
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      await review.do(attachDocuments, cast.requester, { documents });
      await runQueuedChecks(systemContext(db()));
      await review.do(approveReview, cast.engineer);
      const runs = () =>
        db().select({ state: checkRuns.state, at: checkRuns.queuedAt }).from(checkRuns).orderBy(checkRuns.id);
      const first = { state: "finished", at: NOW };
      await review.do(reopenReview, later(cast.requester), { reason: "Once more" });
      expect(await runs()).toEqual([first]);
      await review.do(approveReview, later(cast.engineer));
      const [profile] = await db().select().from(checkProfiles);
      const { name, description, definition } = STANDARD_PROFILE;
      const stricter = { ...definition, sensitive: [{ name: "Reports", actions: ["s3:GetObject"], resources: [] }] };
      const own = { profileId: profile?.id ?? 0, name, description, tiers: [...TIERS], definition: stricter };
      await publishProfile(later(cast.second), own);
      await review.do(reopenReview, later(cast.requester), { reason: "A year later" });
      expect(await runs()).toMatchObject([first, { state: "queued" }]);
      await runQueuedChecks(later(systemContext(db())));
      const { gates } = await reviewDetail(later(cast.engineer), review.id);
      expect(gates.find((gate) => gate.id === "policy_checks")).toMatchObject({
        state: "unmet",
        reason: "1 blocking result.",
      });
    });

    it("S09 seals what changed meanwhile, and leaves the reviewer who reopened it independent", async () => {
      const review = await approved(cast);
      await review.do(attachDocuments, cast.requester, {
        documents: [{ name: "policy.json", content: READ_ONE_BUCKET }],
      });
      const detail = await reviewDetail(cast.auditor, review.id);
      expect(detail.decisions).toMatchObject([{ outcome: "approved", stale: true }]);
      const open = await review.do(reopenReview, cast.engineer, { reason: "Stale" });
      expect(open).toMatchObject({ state: "in_review", revision: 2 });
      await review.refuses(Conflict, approveReview, cast.engineer);
      await runQueuedChecks(systemContext(db()));
      expect(await review.do(approveReview, cast.engineer)).toMatchObject({ state: "approved" });
      const after = await reviewDetail(cast.auditor, review.id);
      expect(after.decisions).toMatchObject([
        { cycle: 2, revision: 2, stale: false },
        { cycle: 1, revision: 1, stale: true },
      ]);
      expect(await rowOf(review.id)).toMatchObject({ firstDecidedAt: NOW });
    });

    it("opens a closed approval again, and no closed rejection", async () => {
      const done = await approved(cast);
      await done.do(closeReview, cast.engineer, {
        reason: "Dropped",
        dropped: true,
      });
      const open = await done.do(reopenReview, systemContext(db()), { reason: "It changed" });
      expect(open.state).toBe("in_review");
      expect(await rowOf(done.id)).toMatchObject({ endedAt: null });
      const refusal = await rejected(cast);
      await refusal.do(closeReview, cast.manager, { reason: "Dropped" });
      await refusal.refuses(Conflict, reopenReview, cast.manager, { reason: "Once more" });
    });

    it("refuses others, no reason, the wrong state and a stale number", async () => {
      const review = await approved(cast);
      const { sequence } = review;
      const wanted = { sequence, reason: "It changed" };
      for (const ctx of [cast.guardian, cast.colleague, cast.second]) {
        await review.refuses(Forbidden, reopenReview, ctx, wanted);
      }
      await review.refuses(NotFound, reopenReview, cast.outsider, wanted);
      await review.refuses(Invalid, reopenReview, cast.requester, wrong({}));
      await review.refuses(Conflict, reopenReview, cast.requester, { ...wanted, sequence: 1 });
      const no = await rejected(cast);
      await no.refuses(Conflict, reopenReview, cast.requester, wanted);
    });
  });

  describe("recording the launch", () => {
    it("keeps the day, with one event", async () => {
      const review = await approved(cast);
      await review.do(recordLaunch, cast.requester, { launchedOn: "2026-11-25" });
      expect(await rowOf(review.id)).toMatchObject({ launchedOn: "2026-11-25", state: "approved" });
      const data = { launchedOn: "2026-11-25" };
      expect(await lastEvent()).toEqual({ type: "review.launched", subject: ["review", review.id], data });
    });

    it("waits for a condition before launch, and for none after it", async () => {
      const one = await approvedWithConditions(cast, "before_launch");
      const launch = { sequence: one.sequence, launchedOn: "2026-11-25" };
      const error = await one.refuses(Conflict, recordLaunch, cast.requester, launch);
      expect(error.message).toContain("Rotate the key");
      await db().update(reviewConditions).set({ verifiedAt: NOW, verifiedById: cast.second.actor.personId });
      expect(await one.do(recordLaunch, cast.requester, launch)).toMatchObject({ state: "approved_with_conditions" });
      const two = await approvedWithConditions(cast, "after_launch");
      await two.do(recordLaunch, cast.manager, launch);
    });

    it("S09 waits while the evidence is other than what was approved, and launches what is approved again", async () => {
      const review = await approved(cast);
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      await review.do(attachDocuments, cast.requester, { documents });
      await runQueuedChecks(systemContext(db()));
      const launch = { launchedOn: "2026-11-25" };
      const error = await review.refuses(Conflict, recordLaunch, cast.requester, launch);
      expect(error.message).toContain("changed after the approval");
      await review.do(reopenReview, cast.requester, { reason: "It changed" });
      await review.do(approveReview, cast.engineer);
      await review.do(recordLaunch, cast.requester, launch);
    });

    it("S11 waits while a waiver that the approval was made on has ended", async () => {
      const review = await claimed(cast, { intake: answered(["internetFacing"]) });
      const ask = { gate: "threat_model", reason: "The model comes with the next change" } as const;
      await review.do(askWaiver, cast.requester, ask);
      await review.do(waiveGate, cast.second, { gate: "threat_model", reason: "Agreed", expiresOn: "2026-12-01" });
      await review.do(approveReview, cast.engineer);
      const launch = { launchedOn: "2026-12-01" };
      const late = at(cast.requester, "2026-12-02T09:00:00Z");
      const error = await review.refuses(Conflict, recordLaunch, late, launch);
      expect(error.message).toContain("No threat model");
      await review.do(recordLaunch, at(cast.requester, "2026-12-01T09:00:00Z"), launch);
    });

    it("goes past all of that by break-glass only: with a reason, an event and a line that stays", async () => {
      const review = await approvedWithConditions(cast, "before_launch");
      const { sequence } = review;
      const launch = { sequence, launchedOn: "2026-11-25", reason: "The old key was leaked" };
      for (const ctx of [cast.requester, cast.guardian, cast.engineer, cast.second, cast.colleague])
        await review.refuses(Forbidden, breakGlass, ctx, launch);
      await review.refuses(NotFound, breakGlass, cast.outsider, launch);
      await review.refuses(Invalid, breakGlass, cast.manager, { ...launch, reason: "" });
      await review.refuses(Invalid, breakGlass, cast.manager, { ...launch, launchedOn: "2026-11-26" });
      await review.refuses(Conflict, breakGlass, cast.manager, { ...launch, sequence: 1 });
      await review.do(breakGlass, cast.manager, launch);
      expect(await lastEvent()).toEqual({
        type: "review.launched-by-break-glass",
        subject: ["review", review.id],
        data: { launchedOn: "2026-11-25" },
      });
      expect(await reviewDetail(cast.auditor, review.id)).toMatchObject({
        launchedOn: "2026-11-25",
        breakGlass: [
          {
            launchedOn: "2026-11-25",
            reason: "The old key was leaked",
            past: ["A pre-launch condition is not verified yet: Rotate the key."],
            by: { name: "Mona Manager" },
            at: NOW.toISOString(),
          },
        ],
      });
      const open = await claimed(cast);
      await open.refuses(Conflict, breakGlass, cast.manager, launch);
    });

    it("S07 goes past it by nobody who changed the evidence after the approval: their documents, their model", async () => {
      const later = at(cast.manager, "2026-11-25T10:00:00Z");
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const launch = { launchedOn: "2026-11-25", reason: "The old key was leaked" };
      const other = context(db(), await addPerson(db(), { name: "Mara", roles: ["program_manager"] }));
      const one = await approved(cast);
      await one.do(attachDocuments, later, { documents });
      const error = await one.refuses(Forbidden, breakGlass, later, launch);
      expect(error.message).toContain("changed the evidence after the approval");
      expect((await reviewDetail(cast.manager, one.id)).may.break_glass).toMatchObject({ because: "actor" });
      await one.do(breakGlass, at(other, "2026-11-25T11:00:00Z"), launch);
      const two = await approved(cast);
      await two.do(attachThreatModel, later, {
        versionId: await modelBy(cast.requester, cast),
      });
      await two.refuses(Forbidden, breakGlass, later, launch);
      // Before the approval is not after it.
      const three = await claimed(cast);
      await three.do(attachDocuments, cast.manager, { documents });
      await runQueuedChecks(systemContext(db()));
      const conditions = [conditionOf(cast)];
      await three.do(approveReview, at(cast.engineer, "2026-11-25T10:00:00Z"), {
        conditions,
      });
      await three.do(breakGlass, at(cast.manager, "2026-11-25T11:00:00Z"), launch);
    });

    it("keeps every launch by break-glass, and has none where nothing stands in the way", async () => {
      const review = await approvedWithConditions(cast, "before_launch");
      const launch = { launchedOn: "2026-11-25", reason: "The old key was leaked" };
      await review.do(breakGlass, cast.manager, launch);
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      await review.do(attachDocuments, cast.requester, { documents });
      await review.do(breakGlass, cast.manager, { launchedOn: "2026-11-25", reason: "The key was leaked again" });
      const kept = (await reviewDetail(cast.auditor, review.id)).breakGlass;
      expect(kept.map(({ reason, past }) => [reason, past.length])).toEqual([
        ["The key was leaked again", 3],
        ["The old key was leaked", 1],
      ]);
      const free = await approved(cast);
      await free.refuses(Invalid, breakGlass, cast.manager, launch);
    });

    it("goes past it on a day on which the change was not approved: before the approval, or while the review was open", async () => {
      const review = await approved(cast);
      const error = await review.refuses(Invalid, recordLaunch, cast.requester, { launchedOn: "2026-11-24" });
      expect(error.problems).toMatchObject([{ path: ["launchedOn"], message: expect.stringContaining("break-glass") }]);
      const when = (day: string) => `${day}T09:00:00Z`;
      await review.do(reopenReview, at(cast.requester, when("2026-11-27")), { reason: "It changed" });
      await review.do(approveReview, at(cast.engineer, when("2026-11-30")));
      const now = when("2026-12-01");
      for (const launchedOn of ["2026-11-24", "2026-11-28", "2026-11-29"]) {
        await review.refuses(Invalid, recordLaunch, at(cast.requester, now), { launchedOn });
      }
      const past = { launchedOn: "2026-11-28", reason: "The old key was leaked" };
      for (const launchedOn of ["2026-11-25", "2026-11-27", "2026-11-30"]) {
        await review.refuses(Invalid, breakGlass, at(cast.manager, now), { ...past, launchedOn });
      }
      await review.do(breakGlass, at(cast.manager, now), past);
      expect((await reviewDetail(cast.auditor, review.id)).breakGlass).toMatchObject([
        { past: ["The change was not approved on that day."] },
      ]);
    });

    it("goes past a condition on a day before someone verified it, of the approval that stood then", async () => {
      const on = (ctx: Cast["manager"], day: string) => at(ctx, `${day}T09:00:00Z`);
      const review = await approvedWithConditions(cast, "before_launch");
      await review.do(keepCondition, cast.requester, 1, { note: "It is rotated" });
      await review.do(verifyCondition, on(cast.second, "2026-11-30"), 1);
      const launch = { launchedOn: "2026-11-29" };
      const late = "A pre-launch condition was verified only on 30 Nov 2026: Rotate the key.";
      const error = await review.refuses(Invalid, recordLaunch, on(cast.requester, "2026-12-01"), launch);
      expect(error.message).toContain(late);
      expect(error.problems).toMatchObject([{ path: ["launchedOn"], message: expect.stringContaining("break-glass") }]);
      await review.do(breakGlass, on(cast.manager, "2026-12-01"), { ...launch, reason: "The old key was leaked" });
      expect((await reviewDetail(cast.auditor, review.id)).breakGlass).toMatchObject([{ past: [late] }]);
      const reason = "Another key";
      await review.do(reopenReview, on(cast.requester, "2026-12-02"), { reason });
      await review.do(approveReview, on(cast.engineer, "2026-12-03"));
      await review.refuses(Invalid, recordLaunch, on(cast.requester, "2026-12-04"), launch);
      await review.do(recordLaunch, on(cast.requester, "2026-12-04"), { ...launch, launchedOn: "2026-11-30" });
    });

    it("goes past a condition that nobody verified while its approval stood, which another has followed", async () => {
      const on = (ctx: Cast["manager"], day: string) => at(ctx, `${day}T09:00:00Z`);
      const review = await approvedWithConditions(cast, "before_launch");
      await review.do(reopenReview, on(cast.requester, "2026-11-27"), { reason: "It changed" });
      await review.do(approveReview, on(cast.engineer, "2026-11-30"));
      const launch = { launchedOn: "2026-11-26" };
      const error = await review.refuses(Invalid, recordLaunch, on(cast.requester, "2026-12-01"), launch);
      expect(error.message).toContain("A pre-launch condition was never verified: Rotate the key.");
      await review.do(recordLaunch, on(cast.requester, "2026-12-01"), { ...launch, launchedOn: "2026-11-30" });
    });

    it("S11 goes past a gate on a day on which no waiver of it held, also where one does now", async () => {
      const on = (ctx: Cast["manager"], day: string) => at(ctx, `${day}T09:00:00Z`);
      const first = await journey(
        waive(cast, await withoutModel(cast), { expiresOn: "2026-12-01", now: NOW.toISOString() }),
      );
      const done = await first.do(approveReview, cast.engineer);
      const { id } = done;
      const end = { sequence: done.sequence, gate: "threat_model", reason: "No longer" } as const;
      const ended = await endGateWaiver(on(cast.manager, "2026-11-26"), id, end);
      const { sequence } = await waive(cast, ended, { now: "2026-11-30T09:00:00Z" });
      const launch = { sequence, launchedOn: "2026-11-28" };
      const late = on(cast.requester, "2026-12-01");
      const error = await refuses(db(), Invalid, () => recordLaunch(late, id, launch));
      const unheld = "The gate “Threat model” had no valid waiver on that day.";
      expect(error.message).toContain(unheld);
      const past = { ...launch, reason: "The old key was leaked" };
      for (const launchedOn of ["2026-11-25", "2026-11-26", "2026-11-30"]) {
        await refuses(db(), Invalid, () => breakGlass(on(cast.manager, "2026-12-01"), id, { ...past, launchedOn }));
      }
      await breakGlass(on(cast.manager, "2026-12-01"), id, past);
      expect((await reviewDetail(cast.auditor, id)).breakGlass).toMatchObject([{ past: [unheld] }]);
    });

    it("is done once of what was approved, and again of what is approved again after it was opened again", async () => {
      const review = await approvedWithConditions(cast, "after_launch");
      await review.do(recordLaunch, cast.requester, { launchedOn: "2026-11-25" });
      const later = (ctx: Cast["manager"]) => at(ctx, "2026-12-02T09:00:00Z");
      const launch = { launchedOn: "2026-12-01" };
      const why = "Already launched on 25 Nov 2026. Reopen the review to launch again.";
      const error = await review.refuses(Conflict, recordLaunch, later(cast.requester), launch);
      expect(error.message).toBe(why);
      const past = { ...launch, launchedOn: "2026-11-24", reason: "The old key was leaked" };
      const broken = await review.refuses(Conflict, breakGlass, later(cast.manager), past);
      expect(broken.message).toBe(why);
      const said = { allowed: false, because: "state", reason: why };
      const { may } = await reviewDetail(later(cast.manager), review.id);
      expect([may.record_launch, may.break_glass]).toEqual([said, said]);
      await review.do(reopenReview, later(cast.requester), { reason: "A wrong day" });
      const conditions = [conditionOf(cast, { when: "after_launch" })];
      await review.do(approveReview, later(cast.engineer), { conditions });
      await review.do(recordLaunch, later(cast.requester), launch);
      expect(await rowOf(review.id)).toMatchObject({ launchedOn: "2026-12-01" });
      await review.refuses(Conflict, recordLaunch, later(cast.requester), launch);
    });

    it("lets the owner of the risk break the glass", async () => {
      const review = await approvedWithConditions(cast, "before_launch");
      await db().update(reviews).set({ riskOwnerId: cast.colleague.actor.personId }).where(eq(reviews.id, review.id));
      const launch = { launchedOn: "2026-11-25", reason: "The old key was leaked" };
      expect(await review.do(breakGlass, cast.colleague, launch)).toMatchObject({ state: "approved_with_conditions" });
    });

    it("S07 refuses the requester, who may own the risk too", async () => {
      const review = await approvedWithConditions(cast, "before_launch");
      await db().update(reviews).set({ riskOwnerId: cast.requester.actor.personId }).where(eq(reviews.id, review.id));
      const launch = { launchedOn: "2026-11-25", reason: "The old key was leaked" };
      await review.refuses(Forbidden, breakGlass, cast.requester, launch);
    });

    it("refuses a day to come, others, the wrong state and a stale number", async () => {
      const review = await approved(cast);
      const { sequence } = review;
      const wanted = { sequence, launchedOn: "2026-11-25" };
      await review.refuses(Invalid, recordLaunch, cast.requester, { ...wanted, launchedOn: "2026-11-26" });
      await review.refuses(Invalid, recordLaunch, cast.requester, { ...wanted, launchedOn: "soon" });
      await review.refuses(Forbidden, recordLaunch, cast.colleague, wanted);
      await review.refuses(NotFound, recordLaunch, cast.outsider, wanted);
      await review.refuses(Conflict, recordLaunch, cast.requester, { ...wanted, sequence: 1 });
      const open = await claimed(cast);
      await open.refuses(Conflict, recordLaunch, cast.requester, wanted);
    });
  });

  describe("confirming that no policy changes", () => {
    const high = () => claimed(cast, { intake: answered(["internetFacing", "authentication"]) });
    const policies = async (id: number) =>
      (await reviewDetail(cast.engineer, id)).gates.find((gate) => gate.id === "policy_checks")?.state;

    it("lets the gate of a high-tier change pass that the requester's word alone does not, with one event", async () => {
      const review = await high();
      expect(await policies(review.id)).toBe("unmet");
      await review.do(confirmNoPolicies, cast.engineer);
      expect(await lastEvent()).toEqual({
        type: "review.no-policies-confirmed",
        subject: ["review", review.id],
        data: { revision: 1 },
      });
      expect(await policies(review.id)).toBe("not_applicable");
      await review.refuses(Conflict, confirmNoPolicies, cast.second);
    });

    it("counts for its evidence, and not of someone who stated a conflict since", async () => {
      const review = await high();
      await review.do(confirmNoPolicies, cast.second);
      const other = answered(["internetFacing", "authentication", "thirdParty"]);
      await review.do(editReview, cast.requester, { intake: other });
      expect(await policies(review.id)).toBe("unmet");
      await review.do(confirmNoPolicies, cast.second);
      expect(await policies(review.id)).toBe("not_applicable");
      await review.do(releaseReview, cast.engineer, { reason: "Lunch" });
      const theirs = await review.do(claimReview, cast.second, { conflict: "My sister wrote it" });
      expect(theirs.state).toBe("in_review");
      expect(await policies(review.id)).toBe("unmet");
    });

    it("S07 counts no more once who gave it is no engineer", async () => {
      const review = await high();
      await review.do(confirmNoPolicies, cast.second);
      expect(await policies(review.id)).toBe("not_applicable");
      const { personId } = cast.second.actor;
      await db().update(roleGrants).set({ revokedAt: NOW }).where(eq(roleGrants.personId, personId));
      expect(await policies(review.id)).toBe("unmet");
    });

    it("S07 is an independent engineer's, of the high tier alone", async () => {
      const review = await high();
      for (const ctx of [cast.requester, cast.guardian, cast.manager, cast.colleague])
        await review.refuses(Forbidden, confirmNoPolicies, ctx);
      await review.refuses(NotFound, confirmNoPolicies, cast.outsider);
      await review.refuses(Conflict, confirmNoPolicies, cast.second, { sequence: 1 });
      await review.refuses(Invalid, confirmNoPolicies, cast.second, wrong({ tier: "low" }));
      const mate = context(db(), await addPerson(db(), { teamId: cast.teamId, roles: ["security_engineer"] }));
      await review.refuses(Forbidden, confirmNoPolicies, mate);
      const low = await claimed(cast);
      await low.refuses(Conflict, confirmNoPolicies, cast.second);
    });
  });

  describe("closing", () => {
    it("takes no reason once the change is launched, and one where it is not", async () => {
      const review = await approved(cast);
      const error = await review.refuses(Invalid, closeReview, cast.engineer, { dropped: true });
      expect(error.problems).toMatchObject([{ path: ["reason"] }]);
      const no = await rejected(cast);
      await no.refuses(Invalid, closeReview, cast.engineer);
      await review.do(recordLaunch, cast.requester, { launchedOn: "2026-11-25" });
      expect(await review.do(closeReview, cast.engineer)).toMatchObject({ state: "closed" });
    });

    it("ends an approved review, with the launch in the event", async () => {
      const review = await approved(cast);
      await review.do(recordLaunch, cast.requester, { launchedOn: "2026-11-25" });
      const receipt = await review.do(closeReview, cast.engineer, { reason: "Launched" });
      expect(receipt.state).toBe("closed");
      expect(await rowOf(review.id)).toMatchObject({ endedAt: NOW });
      const data = { launchedOn: "2026-11-25", dropped: false, from: "approved" };
      expect(await lastEvent()).toEqual({ type: "review.closed", subject: ["review", review.id], data });
    });

    it("S09 ends no launched review whose evidence has changed since, until what was approved is put back", async () => {
      const review = await approved(cast);
      await review.do(recordLaunch, cast.requester, { launchedOn: "2026-11-25" });
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      await review.do(attachDocuments, cast.requester, { documents });
      const close = { reason: "Launched" };
      const why = "The evidence has changed since the approval. Restore the approved evidence or reopen the review.";
      expect((await review.refuses(Conflict, closeReview, cast.engineer, close)).message).toBe(why);
      const { documents: attached, may } = await reviewDetail(cast.engineer, review.id);
      expect(may.close).toEqual({ allowed: false, because: "state", reason: why });
      const document = attached.find(({ name }) => name === "policy.json")?.id ?? 0;
      await review.do(removeDocument, cast.requester, document);
      const done = await review.do(closeReview, cast.engineer, close);
      expect(done).toMatchObject({ state: "closed" });
    });

    it("ends an approved review that was not launched as dropped, said so, and never both", async () => {
      const review = await approved(cast);
      const { sequence } = review;
      const wanted = { sequence, reason: "Another way was found" };
      const error = await review.refuses(Conflict, closeReview, cast.engineer, wanted);
      expect(error.message).toBe("The launch is not recorded yet. Record it, or close the review as dropped.");
      expect(await review.do(closeReview, cast.engineer, { ...wanted, dropped: true })).toMatchObject({
        state: "closed",
      });
      const data = { launchedOn: null, dropped: true, from: "approved" };
      expect(await lastEvent()).toEqual({ type: "review.closed", subject: ["review", review.id], data });
      const other = await approved(cast);
      await other.do(recordLaunch, cast.requester, {
        launchedOn: "2026-11-25",
      });
      await other.refuses(Conflict, closeReview, cast.engineer, { ...wanted, dropped: true });
    });

    it("asks of a change that was opened again since its launch whether that was launched, or dropped", async () => {
      const engineer = at(cast.engineer, "2026-11-26T09:00:00Z");
      const review = await approved(cast);
      await review.do(recordLaunch, cast.requester, { launchedOn: "2026-11-25" });
      const open = await review.do(reopenReview, at(cast.requester, "2026-11-26T09:00:00Z"), {
        reason: "A second key",
      });
      expect(open.state).toBe("in_review");
      await review.do(approveReview, engineer);
      const wanted = { reason: "No second key" };
      const error = await review.refuses(Conflict, closeReview, engineer, wanted);
      expect(error.message).toBe("The launch is not recorded yet. Record it, or close the review as dropped.");
      expect(await review.do(closeReview, engineer, { ...wanted, dropped: true })).toMatchObject({ state: "closed" });
      const data = { launchedOn: null, dropped: true, from: "approved" };
      expect(await lastEvent()).toEqual({ type: "review.closed", subject: ["review", review.id], data });
    });

    it("refuses while a finding is not settled", async () => {
      const review = await approved(cast);
      await review.do(raiseFinding, cast.engineer, { title: "Late one", severity: "low", blocking: false });
      const wanted = { reason: "Done", dropped: true };
      await review.refuses(Conflict, closeReview, cast.engineer, wanted);
      await db().update(findings).set({ state: "invalid" });
      expect(await review.do(closeReview, cast.engineer, wanted)).toMatchObject({ state: "closed" });
    });

    it("refuses while a risk is accepted no longer, as the gate does", async () => {
      const review = await claimed(cast);
      const finding = { title: "No owner", severity: "high", blocking: true } as const;
      const raised = await review.do(raiseFinding, cast.engineer, finding);
      await riskAccepted(cast, review, raised.findingId, { acceptedUntil: "2026-12-01" });
      await review.do(approveReview, cast.engineer);
      const wanted = { reason: "Done", dropped: true };
      const late = at(cast.engineer, "2026-12-02T00:00:00Z");
      const error = await review.refuses(Conflict, closeReview, late, wanted);
      expect(error.message).toContain("finding is not");
      const last = at(cast.engineer, "2026-12-01T09:00:00Z");
      expect(await review.do(closeReview, last, wanted)).toMatchObject({ state: "closed" });
    });

    it("refuses conditions, others, no reason, the wrong state and a stale number", async () => {
      const promised = await approvedWithConditions(cast);
      await promised.refuses(Conflict, closeReview, cast.engineer, { reason: "Done" });
      const review = await approved(cast);
      const wanted = { reason: "Done" };
      await review.refuses(Forbidden, closeReview, cast.requester, wanted);
      await review.refuses(Forbidden, closeReview, cast.guardian, wanted);
      await review.refuses(NotFound, closeReview, cast.outsider, wanted);
      await review.refuses(Invalid, closeReview, cast.engineer, wrong({}));
      await review.refuses(Conflict, closeReview, cast.engineer, { ...wanted, sequence: 1 });
    });
  });

  describe("saying that a condition is kept", () => {
    const NOTE = "The old key is disabled";
    const only = async () => (await db().select().from(reviewConditions))[0];

    it("keeps who said it, when and how, and leaves the review where it is", async () => {
      const review = await approvedWithConditions(cast);
      const { sequence } = review;
      const receipt = await review.do(keepCondition, cast.requester, 1, { note: NOTE });
      expect(receipt).toMatchObject({ state: "approved_with_conditions", sequence: sequence + 1 });
      const { personId: keptById } = cast.requester.actor;
      expect(await only()).toMatchObject({ keptById, keptAt: NOW, keptNote: NOTE, verifiedAt: null });
      const data = { conditionId: 1 };
      expect(await lastEvent()).toEqual({ type: "review.condition-kept", subject: ["review", review.id], data });
      const kept = { at: NOW.toISOString(), by: { id: keptById, name: "Rita Requester" }, note: NOTE };
      const { decisions } = await reviewDetail(cast.engineer, review.id);
      expect(decisions[0]?.conditions[0]).toMatchObject({ kept, verifiedAt: null });
    });

    it("replaces what was said before, anyone who said it, and no second time with the same words", async () => {
      const review = await approvedWithConditions(cast);
      await review.do(keepCondition, cast.guardian, 1, { note: "Soon" });
      const later = at(cast.requester, "2026-11-26T10:00:00Z");
      await review.do(keepCondition, later, 1, { note: NOTE });
      const { personId: keptById } = cast.requester.actor;
      expect(await only()).toMatchObject({ keptById, keptAt: later.now, keptNote: NOTE });
      const error = await review.refuses(Conflict, keepCondition, cast.guardian, 1, { note: NOTE });
      expect(error.message).toBe("This condition is already marked as done with the same note.");
    });

    it("is its owner's, of what they own alone, and of those who answer for the review", async () => {
      const review = await claimed(cast);
      const conditions = [conditionOf(cast, { ownerId: cast.outsider.actor.personId }), conditionOf(cast)];
      await review.do(approveReview, cast.engineer, { conditions });
      const offered = async (ctx: Cast["manager"]) => {
        const { may, decisions } = await reviewDetail(ctx, review.id);
        return [may.keep_condition?.allowed, ...(decisions[0]?.conditions ?? []).map(({ mayKeep }) => mayKeep)];
      };
      expect(await offered(cast.outsider)).toEqual([true, true, false]);
      expect(await offered(cast.colleague)).toEqual([false, false, false]);
      for (const ctx of [cast.requester, cast.guardian, cast.engineer, cast.second]) {
        expect(await offered(ctx)).toEqual([true, true, true]);
      }
      const said = { note: NOTE };
      const error = await review.refuses(Forbidden, keepCondition, cast.outsider, 2, said);
      expect(error.message).toContain("the owner of the condition");
      expect(await review.do(keepCondition, cast.outsider, 1, said)).toMatchObject({ id: review.id });
    });

    it("lets it be verified only once someone said that it is kept", async () => {
      const review = await claimed(cast);
      const conditions = [conditionOf(cast), conditionOf(cast, { text: "Add an alarm" })];
      await review.do(approveReview, cast.engineer, { conditions });
      await review.do(keepCondition, cast.requester, 1, { note: NOTE });
      await review.do(verifyCondition, cast.engineer, 1);
      const early = await review.refuses(Conflict, verifyCondition, cast.engineer, 2);
      expect(early.message).toContain("This condition is not marked as met yet.");
      await review.do(keepCondition, cast.guardian, 2, { note: NOTE });
      const two = await review.do(verifyCondition, cast.engineer, 2);
      expect(two.state).toBe("approved");
    });

    it("refuses one that is verified, and one of a decision that a later one replaced", async () => {
      const review = await claimed(cast);
      const conditions = [conditionOf(cast), conditionOf(cast, { text: "Add an alarm" })];
      await review.do(approveReview, cast.engineer, { conditions });
      await review.do(keepCondition, cast.requester, 1, { note: NOTE });
      await review.do(verifyCondition, cast.engineer, 1);
      const verified = await review.refuses(Conflict, keepCondition, cast.requester, 1, { note: NOTE });
      expect(verified.message).toContain("This condition is already verified.");
      await review.do(reopenReview, cast.requester, { reason: "Another way" });
      await review.refuses(Conflict, keepCondition, cast.requester, 2, { note: NOTE });
      await review.do(approveReview, cast.engineer, { conditions: [conditionOf(cast)] });
      const replaced = await review.refuses(Conflict, keepCondition, cast.requester, 2, { note: NOTE });
      expect(replaced.message).toContain("ended with the decision");
    });

    it("refuses others, no words, one of another review, another state and a stale number", async () => {
      const review = await approvedWithConditions(cast);
      const { sequence } = review;
      const said = { sequence, note: NOTE };
      for (const ctx of [cast.colleague, cast.manager, cast.auditor]) {
        await review.refuses(Forbidden, keepCondition, ctx, 1, said);
      }
      await review.refuses(NotFound, keepCondition, cast.outsider, 1, said);
      await review.refuses(NotFound, keepCondition, cast.requester, 99, said);
      await review.refuses(Conflict, keepCondition, cast.requester, 1, { ...said, sequence: 1 });
      for (const parts of [{ note: " " }, { note: undefined }, { keptAt: "now" }]) {
        await review.refuses(Invalid, keepCondition, cast.requester, 1, wrong({ ...said, ...parts }));
      }
      const other = await approvedWithConditions(cast);
      await other.refuses(NotFound, keepCondition, cast.requester, 1, said);
    });
  });

  describe("verifying conditions", () => {
    it("S07 is for nobody who said that it is kept, anyone who says so after them", async () => {
      const review = await approvedWithConditions(cast);
      await review.do(keepCondition, cast.engineer, 1, { note: "I turned it off" });
      await review.do(keepCondition, cast.requester, 1, { note: "See change 12" });
      const error = await review.refuses(Forbidden, verifyCondition, cast.engineer, 1);
      expect(error.message).toBe("The person who marked a condition as met cannot verify it. Someone else must do it.");
      const { decisions } = await reviewDetail(cast.engineer, review.id);
      const keeperIds = [cast.engineer, cast.requester].map(({ actor }) => actor.personId).sort((a, b) => a - b);
      expect(decisions[0]?.conditions[0]?.keeperIds).toEqual(keeperIds);
      expect(await review.do(verifyCondition, cast.second, 1)).toMatchObject({ state: "approved" });
    });

    it("makes the review approved with the last one, and the launch possible", async () => {
      const review = await claimed(cast);
      const conditions = [conditionOf(cast), conditionOf(cast, { text: "Add an alarm", when: "after_launch" })];
      await review.do(approveReview, cast.engineer, { conditions });
      await review.do(keepCondition, cast.requester, 1, { note: "Done" });
      await review.do(keepCondition, cast.requester, 2, { note: "Done" });
      const one = await review.do(verifyCondition, cast.second, 1);
      expect(one.state).toBe("approved_with_conditions");
      const two = await review.do(verifyCondition, cast.second, 2);
      expect(two.state).toBe("approved");
      const subject = ["review", review.id];
      expect((await recorded(db())).slice(-2)).toEqual([
        { type: "review.condition-verified", subject, data: { conditionId: 1, open: 1 } },
        { type: "review.condition-verified", subject, data: { conditionId: 2, open: 0 } },
      ]);
      const verified = { verifiedAt: NOW.toISOString(), verifiedBy: { name: "Sara Second" } };
      expect((await reviewDetail(cast.auditor, review.id)).decisions[0]?.conditions).toMatchObject([
        verified,
        verified,
      ]);
      await review.do(recordLaunch, cast.requester, { launchedOn: "2026-11-25" });
    });

    it("asks nothing for the promises of a decision that a later one replaced, anywhere", async () => {
      const review = await approvedWithConditions(cast);
      expect(await conditionNeeds(cast.requester)).toHaveLength(1);
      await review.do(reopenReview, cast.requester, { reason: "The key is gone" });
      await review.do(approveReview, cast.engineer);
      expect(await conditionNeeds(cast.requester)).toEqual([]);
      await review.do(recordLaunch, cast.requester, { launchedOn: "2026-11-25" });
      const receipt = await review.do(closeReview, cast.engineer, { reason: "Launched" });
      expect(receipt.state).toBe("closed");
    });

    it("asks a program manager at once about the promise of someone who has left", async () => {
      const { id } = await approvedWithConditions(cast);
      expect(await conditionNeeds(cast.manager)).toEqual([]);
      await deactivatePerson(cast.admin, { personId: cast.requester.actor.personId });
      expect(await conditionNeeds(cast.manager)).toMatchObject([
        { verb: "Follow up on the condition", overdue: false, note: `REV-${id}, condition, owner has left` },
      ]);
    });

    it("asks nothing for the promises of a decision that was reopened, also where nobody decides again", async () => {
      const review = await approvedWithConditions(cast);
      const late = (ctx: Cast["manager"]) => at(ctx, "2026-12-20T09:00:00Z");
      expect(await conditionNeeds(late(cast.manager))).toHaveLength(1);
      await review.do(reopenReview, cast.requester, { reason: "The key is gone" });
      const needs = async () => [
        ...(await conditionNeeds(late(cast.requester))),
        ...(await conditionNeeds(late(cast.manager))),
      ];
      expect(await needs()).toEqual([]);
      await review.do(cancelReview, cast.requester, { reason: "Not needed" });
      expect(await needs()).toEqual([]);
    });

    describe("after the launch, of a change that is launched", () => {
      const late = (ctx: Cast["manager"]) => at(ctx, "2026-12-20T09:00:00Z");
      const needs = async (ctx: Cast["manager"]) => (await conditionNeeds(late(ctx))).map(({ verb }) => verb);

      /** Launched with a promise of the requester's, which is due on 10 December, and open again. */
      async function openAgain(conditions = [conditionOf(cast, { when: "after_launch" })]) {
        const review = await claimed(cast);
        await review.do(approveReview, cast.engineer, { conditions });
        await review.do(recordLaunch, cast.requester, { launchedOn: "2026-11-25" });
        await review.do(reopenReview, cast.requester, { reason: "A wrong title" });
        return review;
      }

      it("stays owed while the review is open again, until it is decided on again", async () => {
        const review = await openAgain();
        expect(await needs(cast.requester)).toEqual(["Meet the condition"]);
        expect(await needs(cast.manager)).toEqual(["Follow up on the condition"]);
        const refused = await review.refuses(Conflict, approveReview, cast.engineer);
        const why =
          "1 condition of the launched change is not verified. Verify it, or approve with conditions that take its place.";
        expect(refused.message).toBe(why);
        const { may } = await reviewDetail(cast.engineer, review.id);
        expect(may.approve).toEqual({ allowed: false, because: "state", reason: why });
        expect(may.approve_with_conditions).toEqual({ allowed: true });
        const conditions = [conditionOf(cast, { dueOn: "2027-01-20", text: "Rotate it each month" })];
        await review.do(approveReview, cast.engineer, { conditions });
        for (const ctx of [cast.requester, cast.manager]) {
          expect((await conditionNeeds(ctx)).map(({ thing }) => thing)).not.toContain("Rotate the key");
        }
      });

      it("is said to be kept and verified then as before, which leaves the review where it is", async () => {
        const review = await openAgain();
        await review.do(keepCondition, late(cast.requester), 1, { note: "It is rotated" });
        expect(await needs(cast.engineer)).toEqual(["Verify the condition"]);
        const done = await review.do(verifyCondition, late(cast.second), 1);
        expect(done).toMatchObject({ state: "in_review" });
        for (const ctx of [cast.requester, cast.manager, cast.engineer]) expect(await needs(ctx)).toEqual([]);
        const anew = await review.do(approveReview, late(cast.engineer));
        expect(anew).toMatchObject({ state: "approved" });
      });

      it("is alone in that: one before the launch has ended with the decision", async () => {
        const review = await claimed(cast);
        const conditions = [conditionOf(cast), conditionOf(cast, { when: "after_launch", text: "Watch the log" })];
        await review.do(approveReview, cast.engineer, { conditions });
        await review.do(breakGlass, cast.manager, { launchedOn: "2026-11-25", reason: "The old key was leaked" });
        await review.do(reopenReview, cast.requester, { reason: "A wrong title" });
        const owed = (await conditionNeeds(late(cast.requester))).map(({ thing }) => thing);
        expect(owed).toEqual(["Watch the log"]);
        const error = await review.refuses(Conflict, verifyCondition, cast.second, 1);
        expect(error.message).toBe("This condition ended with the decision that set it.");
      });

      it("is not ended by a cancel: what was launched is decided on", async () => {
        const review = await openAgain();
        const why =
          "The change was launched on 25 Nov 2026 and not withdrawn. The reviewer must approve it again or reject it.";
        for (const ctx of [cast.requester, cast.manager]) {
          const error = await review.refuses(Conflict, cancelReview, ctx, { reason: "Not needed" });
          expect(error.message).toBe(why);
          const { may } = await reviewDetail(ctx, review.id);
          expect(may.cancel).toEqual({ allowed: false, because: "state", reason: why });
        }
        expect(await needs(cast.manager)).toEqual(["Follow up on the condition"]);
      });
    });

    it("S07 refuses the owner of the condition", async () => {
      const review = await claimed(cast);
      const conditions = [conditionOf(cast, { ownerId: cast.second.actor.personId })];
      await review.do(approveReview, cast.engineer, { conditions });
      const error = await review.refuses(Forbidden, verifyCondition, cast.second, 1);
      expect(error.message).toContain("owner");
      await review.do(keepCondition, cast.second, 1, { note: "The old key is gone" });
      const done = await review.do(verifyCondition, cast.engineer, 1);
      expect(done).toMatchObject({ state: "approved" });
    });

    it("refuses others, a second time, one of another review, another state and a stale number", async () => {
      const review = await approvedWithConditions(cast);
      for (const ctx of [cast.requester, cast.guardian, cast.manager]) {
        await review.refuses(Forbidden, verifyCondition, ctx, 1);
      }
      await review.refuses(NotFound, verifyCondition, cast.outsider, 1);
      await review.refuses(NotFound, verifyCondition, cast.engineer, 99);
      await review.refuses(Conflict, verifyCondition, cast.engineer, 1, { sequence: 1 });
      await review.refuses(Invalid, verifyCondition, cast.engineer, 1, wrong({ verifiedAt: "now" }));
      const other = await approvedWithConditions(cast);
      await other.refuses(NotFound, verifyCondition, cast.engineer, 1);
      await review.do(keepCondition, cast.requester, 1, { note: "The old key is gone" });
      await review.do(verifyCondition, cast.engineer, 1);
      await review.refuses(Conflict, verifyCondition, cast.engineer, 1);
    });
  });

  it("keeps the tier's word: raising it asks for the endorsement", async () => {
    const review = await claimed(cast);
    await review.do(changeTier, cast.requester, { tier: "high", reason: "It moves money" });
    const error = await review.refuses(Conflict, approveReview, cast.engineer);
    expect(error.message).toContain("endorsement");
    const change = { from: "low", to: "high", reason: "It moves money", at: NOW.toISOString() };
    const by = { id: cast.requester.actor.personId, name: "Rita Requester" };
    const { tierChange } = await reviewDetail(cast.colleague, review.id);
    expect(tierChange).toEqual({ ...change, by });
    expect((await reviewDetail(cast.colleague, (await claimed(cast)).id)).tierChange).toBeNull();
  });
});
