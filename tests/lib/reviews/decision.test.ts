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
    const { id, sequence } = await claimed(cast);
    const documents = [{ name: "policy.json", content }];
    const receipt = await attachDocuments(cast.requester, id, { sequence, documents });
    await runQueuedChecks(systemContext(db()));
    return receipt;
  }

  describe("approving", () => {
    it("writes the decision with the digest of what it saw", async () => {
      const { id, sequence } = await claimed(cast);
      const later = at(cast.engineer, "2026-11-27T09:00:00Z");
      const receipt = await approveReview(later, id, { sequence, reason: "Small and clear" });
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
        subject: ["review", id],
        data: { revision: 1, digest: decision?.digest },
      });
      expect(await rowOf(id)).toMatchObject({
        decidedAt: later.now,
        firstDecidedAt: later.now,
        firstResponseAt: later.now,
      });
    });

    it("refuses while checks are running, when one fails, and passes when all pass", async () => {
      const { id, sequence } = await claimed(cast);
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const open = await attachDocuments(cast.requester, id, { sequence, documents });
      const wanted = { sequence: open.sequence };
      const running = await refuses(db(), Conflict, () => approveReview(cast.engineer, id, wanted));
      expect(running.message).toContain("still running");
      await runQueuedChecks(systemContext(db()));
      expect(await approveReview(cast.engineer, id, wanted)).toMatchObject({ state: "approved" });
      const bad = await checked(ESCALATES);
      const blocked = { sequence: bad.sequence };
      const error = await refuses(db(), Conflict, () => approveReview(cast.engineer, bad.id, blocked));
      expect(error.message).toMatch(/block/);
    });

    it("S09 refuses new evidence until its checks have run", async () => {
      const { id, sequence } = await checked(READ_ONE_BUCKET);
      const documents = [{ name: "policy.json", content: ESCALATES }];
      const newer = await attachDocuments(cast.guardian, id, { sequence, documents });
      await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: newer.sequence }));
    });

    it("names every unmet gate at once", async () => {
      const { id, sequence } = await claimed(cast, { intake: answered(["internetFacing", "authentication"]) });
      const finding = { title: "No owner", severity: "high", blocking: true, sequence } as const;
      const raised = await raiseFinding(cast.engineer, id, finding);
      const wanted = { sequence: raised.sequence };
      const error = await refuses(db(), Conflict, () => approveReview(cast.engineer, id, wanted));
      for (const word of ["threat model", "finding", "endorsement"]) expect(error.message).toContain(word);
    });

    it("refuses a reviewer who stated a conflict", async () => {
      const { id, sequence } = await submitted(cast);
      const mine = await claimReview(cast.engineer, id, { sequence, conflict: "My sister wrote it" });
      const error = await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: mine.sequence }));
      expect(error.message).toContain("conflict");
    });

    it("refuses all but the reviewer, another state, a stale number, and the server's own fields", async () => {
      const { id, sequence } = await claimed(cast);
      for (const ctx of [cast.second, cast.manager, cast.requester, cast.guardian, cast.colleague, cast.auditor]) {
        await refuses(db(), Forbidden, () => approveReview(ctx, id, { sequence }));
      }
      await refuses(db(), Forbidden, () => approveReview(systemContext(db()), id, { sequence }));
      await refuses(db(), NotFound, () => approveReview(cast.outsider, id, { sequence }));
      await refuses(db(), NotFound, () => approveReview(cast.admin, id, { sequence }));
      const stale = await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: sequence - 1 }));
      expect(stale.message).toContain("has changed");
      for (const field of ["state", "verdict", "approver", "digest"]) {
        await refuses(db(), Invalid, () => approveReview(cast.engineer, id, { sequence, [field]: "x" }));
      }
      const done = await approveReview(cast.engineer, id, { sequence });
      await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: done.sequence }));
    });

    it("S12 refuses a reviewer who has lost the role, also where they still see the review", async () => {
      const { id, sequence } = await claimed(cast);
      const { actor } = cast.engineer;
      const stripped = { ...cast.engineer, actor: { ...actor, roles: [], teamIds: [cast.teamId] } };
      await refuses(db(), Forbidden, () => approveReview(stripped, id, { sequence }));
      const gone = { ...stripped, actor: { ...stripped.actor, teamIds: [] } };
      await refuses(db(), NotFound, () => approveReview(gone, id, { sequence }));
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
      const { id } = await draftReview(both, draftOf(cast));
      const open = await submitReview(both, id, { sequence: 1 });
      await refuses(db(), Forbidden, () => claimReview(both, id, { sequence: open.sequence, conflict: "" }));
      const mine = await claimReview(cast.engineer, id, { sequence: open.sequence, conflict: "" });
      await db().update(reviews).set({ reviewerId: both.actor.personId }).where(eq(reviews.id, id));
      for (const verb of [approveReview, rejectReview]) {
        const wanted = { sequence: mine.sequence, reason: "Mine" };
        const error = await refuses(db(), Forbidden, () => verb(both, id, wanted));
        expect(error.message).toContain("requested");
      }
    });

    it("says of a lost claim who took the review", async () => {
      const { id, sequence } = await submitted(cast);
      await claimReview(cast.engineer, id, { sequence, conflict: "" });
      const lost = await refuses(db(), Conflict, () => claimReview(cast.second, id, { sequence, conflict: "" }));
      const [winner] = await db().select().from(people).where(eq(people.id, cast.engineer.actor.personId));
      expect(lost.message).toBe(`${winner?.name} claimed this review before you. Claim another one from the queue.`);
    });

    it("refuses who submitted evidence after claiming it", async () => {
      const both = await reviewerOfAll();
      const { id, sequence } = await submitted(cast);
      const mine = await claimReview(both, id, { sequence, conflict: "" });
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const attached = await attachDocuments(both, id, { sequence: mine.sequence, documents });
      await runQueuedChecks(systemContext(db()));
      const error = await refuses(db(), Forbidden, () => approveReview(both, id, { sequence: attached.sequence }));
      expect(error.message).toContain("evidence");
    });

    it("refuses who edited an answer of the draft, or took a document out of it", async () => {
      const both = await reviewerOfAll();
      const { id, sequence } = await draftReview(cast.requester, draftOf(cast));
      const edited = await editReview(both, id, { sequence, intake: answered([], { dataClass: "public" }) });
      const open = await submitReview(cast.requester, id, { sequence: edited.sequence });
      const error = await refuses(db(), Forbidden, () =>
        claimReview(both, id, { sequence: open.sequence, conflict: "" }),
      );
      expect(error.message).toContain("answers");
      const other = await draftReview(cast.requester, draftOf(cast));
      const documents = [{ name: "policy.json", content: ESCALATES }];
      const held = await attachDocuments(cast.requester, other.id, { sequence: other.sequence, documents });
      const [artefact] = await db().select().from(reviewArtefacts);
      const removed = await removeDocument(both, other.id, artefact?.id ?? 0, { sequence: held.sequence });
      const sent = await submitReview(cast.requester, other.id, { sequence: removed.sequence });
      await refuses(db(), Forbidden, () => claimReview(both, other.id, { sequence: sent.sequence, conflict: "" }));
    });

    it("lets decide who changed the title only", async () => {
      const { id, sequence } = await draftReview(cast.requester, draftOf(cast));
      const edited = await editReview(cast.manager, id, { sequence, title: "Nightly export of orders" });
      const open = await submitReview(cast.requester, id, { sequence: edited.sequence });
      expect(await claimReview(cast.manager, id, { sequence: open.sequence, conflict: "" })).toMatchObject({
        state: "in_review",
      });
    });

    it("lets decide who sent the same answers along with another title", async () => {
      const { id, sequence } = await draftReview(cast.requester, draftOf(cast));
      const { type, requestedLaunchOn, intake } = await reviewDetail(cast.manager, id);
      const form = { sequence, title: "Nightly export of orders", type: type ?? undefined, requestedLaunchOn, intake };
      const edited = await editReview(cast.manager, id, form);
      expect(await lastEvent()).toMatchObject({ type: "review.edited", data: { fields: ["title"] } });
      const open = await submitReview(cast.requester, id, { sequence: edited.sequence });
      expect(await claimReview(cast.manager, id, { sequence: open.sequence, conflict: "" })).toMatchObject({
        state: "in_review",
      });
    });

    it("refuses who imported the attached model for somebody else", async () => {
      const { id, sequence } = await claimed(cast);
      const parts = { authorId: cast.guardian.actor.personId, authorRole: "guardian" } as const;
      const versionId = await modelBy(cast.engineer, cast, parts);
      const ready = await attachThreatModel(cast.requester, id, { sequence, versionId });
      const wanted = { sequence: ready.sequence };
      const error = await refuses(db(), Forbidden, () => approveReview(cast.engineer, id, wanted));
      expect(error.message).toContain("imported");
    });

    it("refuses who lowered the tier in this cycle, and the reviewer who would", async () => {
      const { id, sequence } = await submitted(cast, { intake: answered(["cryptography"]) });
      const lower = { tier: "low", reason: "Only rotates a key" } as const;
      const lowered = await changeTier(cast.second, id, { ...lower, sequence });
      await refuses(db(), Forbidden, () => claimReview(cast.second, id, { sequence: lowered.sequence, conflict: "" }));
      const raised = await changeTier(cast.requester, id, { ...lower, tier: "high", sequence: lowered.sequence });
      const mine = await claimReview(cast.engineer, id, { sequence: raised.sequence, conflict: "" });
      const error = await refuses(db(), Forbidden, () =>
        changeTier(cast.engineer, id, { ...lower, sequence: mine.sequence }),
      );
      expect(error.message).toContain("second person");
      expect(await changeTier(cast.second, id, { ...lower, sequence: mine.sequence })).toMatchObject({ id });
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
        [mate, "belong to the team that asks for it, or did since it asked"],
        [maker, "imported its threat model"],
        [cast.engineer, "stated a conflict of interest"],
      ] as const;
      for (const [ctx, tie] of ties) {
        const error = await refuses(db(), Forbidden, () => changeTier(ctx, id, change("low")));
        expect(error.message).toBe(`You can not lower the tier: you ${tie}. It takes a second person.`);
        const { lowering, may } = await reviewDetail(ctx, id);
        expect(lowering).toEqual({ allowed: false, because: "actor", reason: error.message });
        expect(may.change_tier).toEqual({ allowed: true });
      }
      expect((await reviewDetail(cast.second, id)).lowering).toEqual({ allowed: true });
      const lowered = await changeTier(cast.second, id, change("low"));
      expect(await changeTier(requester, id, { ...change("high"), sequence: lowered.sequence })).toMatchObject({ id });
    });

    it("refuses who lowered the tier to what it still is, in a later cycle too", async () => {
      const { id, sequence } = await submitted(cast, { intake: answered(["cryptography"]) });
      const lower = { tier: "low", reason: "Only rotates a key", sequence } as const;
      const lowered = await changeTier(cast.second, id, lower);
      const mine = await claimReview(cast.engineer, id, { sequence: lowered.sequence, conflict: "" });
      const done = await approveReview(cast.engineer, id, { sequence: mine.sequence });
      const later = (ctx: Cast["second"]) => at(ctx, "2026-11-26T09:00:00Z");
      const reopen = { sequence: done.sequence, reason: "A second key" };
      const open = await reopenReview(later(cast.engineer), id, reopen);
      const free = await releaseReview(later(cast.engineer), id, { sequence: open.sequence, reason: "On leave" });
      await refuses(db(), Forbidden, () =>
        claimReview(later(cast.second), id, { sequence: free.sequence, conflict: "" }),
      );
      const raise = { tier: "medium", reason: "It is a new key", sequence: free.sequence } as const;
      const raised = await changeTier(later(cast.requester), id, raise);
      const claim = { sequence: raised.sequence, conflict: "" };
      expect(await claimReview(later(cast.second), id, claim)).toMatchObject({ state: "in_review" });
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
      expect(error.message).toContain("lowered its tier");
      const again = await change(later(cast.requester), "high", free.sequence);
      expect(await claimReview(later(cast.second), id, { sequence: again.sequence, conflict: "" })).toMatchObject({
        state: "in_review",
      });
    });

    it("refuses a member of the team that asks, while they belong to it", async () => {
      const own = await reviewerOfAll({ teamId: cast.teamId });
      const { id, sequence } = await submitted(cast);
      const error = await refuses(db(), Forbidden, () => claimReview(own, id, { sequence, conflict: "" }));
      expect(error.message).toContain("belong to the team");
      const mine = await claimReview(cast.engineer, id, { sequence, conflict: "" });
      await db()
        .insert(memberships)
        .values({ personId: cast.engineer.actor.personId, teamId: cast.teamId, fromOn: "2026-01-01" });
      const late = await refuses(db(), Forbidden, () => approveReview(cast.engineer, id, { sequence: mine.sequence }));
      expect(late.message).toContain("belong to the team");
      await db()
        .update(memberships)
        .set({ toOn: "2026-01-02" })
        .where(eq(memberships.personId, cast.engineer.actor.personId));
      expect(await approveReview(cast.engineer, id, { sequence: mine.sequence })).toMatchObject({ state: "approved" });
    });

    it("refuses who left the team since it asked, also who left it to decide", async () => {
      const own = await reviewerOfAll({ teamId: cast.teamId });
      const { id, sequence } = await submitted(cast);
      await leaveTeam(own, { personId: own.actor.personId, teamId: cast.teamId });
      const error = await refuses(db(), Forbidden, () => claimReview(own, id, { sequence, conflict: "" }));
      expect(error.message).toContain("belong to the team that asks for it, or did since it asked");
    });

    it("S07 refuses a member of the team whose membership ended on the day it began", async () => {
      const { id, sequence } = await submitted(cast);
      const other = await reviewerOfAll();
      const membership = { personId: other.actor.personId, teamId: cast.teamId };
      await joinTeam(cast.admin, membership);
      await leaveTeam(cast.admin, membership);
      const error = await refuses(db(), Forbidden, () => claimReview(other, id, { sequence, conflict: "" }));
      expect(error.message).toContain("belong to the team");
    });

    it("refuses who published a laxer profile and checked again under it", async () => {
      await ensureStarterProfiles(systemContext(db()));
      const [profile] = await db().select().from(checkProfiles);
      const { id, sequence } = await draftReview(cast.requester, draftOf(cast));
      const documents = [{ name: "policy.json", content: ESCALATES }];
      const held = await attachDocuments(cast.requester, id, { sequence, documents });
      const open = await submitReview(cast.requester, id, { sequence: held.sequence });
      await runQueuedChecks(systemContext(db()));
      const mine = await claimReview(cast.engineer, id, { sequence: open.sequence, conflict: "" });
      await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: mine.sequence }));
      const lax = {
        references: { identity: [], resource: [] },
        sensitive: [],
        publicAccess: false,
        acceptedManagedPolicies: [],
      };
      const named = { profileId: profile?.id, name: "Standard", tiers: [...TIERS] };
      const definition = { ...lax, validation: { block: [] }, credentials: false };
      await publishProfile(cast.engineer, { ...named, definition });
      const again = await runChecksAgain(cast.engineer, id, { sequence: mine.sequence });
      await runQueuedChecks(systemContext(db()));
      const error = await refuses(db(), Forbidden, () =>
        approveReview(cast.engineer, id, { sequence: again.sequence }),
      );
      expect(error.message).toContain("eased the check profile");
      const free = await releaseReview(cast.engineer, id, { sequence: again.sequence, reason: "By another" });
      const theirs = await claimReview(cast.second, id, { sequence: free.sequence, conflict: "" });
      expect(await approveReview(cast.second, id, { sequence: theirs.sequence })).toMatchObject({ state: "approved" });
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
      const { id, sequence } = await draftReview(cast.requester, draftOf(cast));
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const held = await attachDocuments(cast.requester, id, { sequence, documents });
      const open = await submitReview(cast.requester, id, { sequence: held.sequence });
      const raise = { sequence: open.sequence, tier: "high", reason: "It holds more" } as const;
      const high = await changeTier(at(cast.requester, "2026-11-25T10:00:00Z"), id, raise);
      const lower = { sequence: high.sequence, tier: "medium", reason: "It does not" } as const;
      const back = await changeTier(at(cast.second, "2026-11-25T11:00:00Z"), id, lower);
      const later = at(cast.engineer, "2026-11-25T12:00:00Z");
      const error = await refuses(db(), Forbidden, () =>
        claimReview(later, id, { sequence: back.sequence, conflict: "" }),
      );
      expect(error.message).toContain("eased the check profile");
    });

    /** A submitted review with a policy, which is checked. */
    async function judged() {
      const { id, sequence } = await draftReview(cast.requester, draftOf(cast));
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const held = await attachDocuments(cast.requester, id, { sequence, documents });
      const open = await submitReview(cast.requester, id, { sequence: held.sequence });
      await runQueuedChecks(systemContext(db()));
      return { id, sequence: open.sequence };
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
      const error = await refuses(db(), Forbidden, () =>
        claimReview(cast.engineer, lax.id, { sequence: lax.sequence, conflict: "" }),
      );
      expect(error.message).toContain("eased the check profile");
      expect(await claimReview(cast.second, lax.id, { sequence: lax.sequence, conflict: "" })).toMatchObject({
        state: "in_review",
      });
      await publish(cast.engineer, { publicAccess: false, analyzer: "both" });
      const still = await judged();
      await refuses(db(), Forbidden, () =>
        claimReview(cast.engineer, still.id, { sequence: still.sequence, conflict: "" }),
      );
      await publish(cast.engineer, { analyzer: "both" });
      const strict = await judged();
      expect(await claimReview(cast.engineer, strict.id, { sequence: strict.sequence, conflict: "" })).toMatchObject({
        state: "in_review",
      });
      // To take back one's own stricter version is to ease what judged the tier.
      await publish(cast.engineer, {});
      const taken = await judged();
      await refuses(db(), Forbidden, () =>
        claimReview(cast.engineer, taken.id, { sequence: taken.sequence, conflict: "" }),
      );
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
      const { id, sequence } = await judged();
      const claim = { sequence, conflict: "" };
      const error = await refuses(db(), Forbidden, () => claimReview(cast.engineer, id, claim));
      expect(error.message).toContain("eased the check profile");
      expect(await claimReview(cast.second, id, claim)).toMatchObject({ state: "in_review" });
    });

    it("refuses who gave a tier to a laxer profile of somebody else, also once they have published it again", async () => {
      await ensureStarterProfiles(systemContext(db()));
      const [standard] = await db().select().from(checkProfiles);
      const { definition } = STANDARD_PROFILE;
      const lenient = { ...definition, publicAccess: false };
      const other = await publishProfile(cast.second, { name: "Lenient", tiers: ["high"], definition: lenient });
      const taken = { profileId: other.profileId, name: "Lenient", tiers: [...TIERS], definition: lenient };
      await publishProfile(cast.engineer, taken);
      await publishProfile(cast.engineer, { ...taken, definition: { ...lenient, analyzer: "both" } });
      const { id, sequence } = await judged();
      await refuses(db(), Forbidden, () => claimReview(cast.engineer, id, { sequence, conflict: "" }));
      // A profile that judges no tier says nothing of one.
      await publishProfile(cast.second, { name: "Unused", tiers: [], definition: lenient });
      await publishProfile(cast.engineer, { profileId: standard?.id, name: "Standard", tiers: [...TIERS], definition });
      await publishProfile(cast.engineer, { name: "Mine", tiers: [...TIERS], definition: lenient });
      const next = await judged();
      await refuses(db(), Forbidden, () =>
        claimReview(cast.engineer, next.id, { sequence: next.sequence, conflict: "" }),
      );
    });

    it.each(["accepted", "invalid"] as const)(
      "refuses who let a finding pass without its being mended, also between two claims: %s",
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

    it("keeps a stated conflict when the review is claimed anew", async () => {
      const { id, sequence } = await submitted(cast);
      const mine = await claimReview(cast.engineer, id, { sequence, conflict: "My sister wrote it" });
      const free = await releaseReview(cast.engineer, id, { sequence: mine.sequence, reason: "Later" });
      const again = await claimReview(cast.engineer, id, { sequence: free.sequence, conflict: "" });
      const error = await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: again.sequence }));
      expect(error.message).toContain("conflict");
    });

    it("refuses who changed an answer, also when somebody else sealed the last revision", async () => {
      const both = await reviewerOfAll();
      const { id, sequence } = await submitted(cast);
      const mine = await claimReview(both, id, { sequence, conflict: "" });
      const edit = { sequence: mine.sequence, intake: answered([], { dataClass: "public" }) };
      const edited = await editReview(both, id, edit);
      const again = { sequence: edited.sequence, intake: answered([], { dataHandling: "stored" }) };
      const last = await editReview(cast.requester, id, again);
      await refuses(db(), Forbidden, () => approveReview(both, id, { sequence: last.sequence }));
    });

    it("refuses the sole author of the attached model, and lets a joint author decide", async () => {
      const author = { authorId: cast.engineer.actor.personId };
      const { id, sequence } = await submitted(cast);
      const sole = await modelBy(cast.requester, cast, { ...author, authorRole: "engineer" });
      const one = await attachThreatModel(cast.requester, id, { sequence, versionId: sole });
      const claim = { sequence: one.sequence, conflict: "" };
      const error = await refuses(db(), Forbidden, () => claimReview(cast.engineer, id, claim));
      expect(error.message).toContain("alone");
      const joint = await modelBy(cast.requester, cast, {
        ...author,
        authorRole: "jointly",
        name: "Together",
      });
      const two = await attachThreatModel(cast.requester, id, { sequence: one.sequence, versionId: joint });
      const mine = await claimReview(cast.engineer, id, { sequence: two.sequence, conflict: "" });
      expect(await approveReview(cast.engineer, id, { sequence: mine.sequence })).toMatchObject({ state: "approved" });
    });
  });

  describe("approving with conditions", () => {
    it("keeps each condition with owner and due date", async () => {
      const { id, sequence } = await claimed(cast);
      const conditions = [conditionOf(cast), conditionOf(cast, { text: "Add an alarm", when: "after_launch" })];
      const receipt = await approveReview(cast.engineer, id, { sequence, conditions });
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
      const { id, sequence } = await claimed(cast);
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
        const error = await refuses(db(), Invalid, () => approveReview(cast.engineer, id, { sequence, conditions }));
        expect(error.problems[0]?.path.slice(0, 2)).toEqual(["conditions", 1]);
      }
    });

    it("needs the gates as well", async () => {
      const { id, sequence } = await claimed(cast, { intake: answered(["internetFacing"]) });
      const wanted = { sequence, conditions: [conditionOf(cast)] };
      await refuses(db(), Conflict, () => approveReview(cast.engineer, id, wanted));
    });
  });

  describe("rejecting", () => {
    it("needs no gate, but a reason", async () => {
      const { id, sequence } = await claimed(cast, { intake: answered(["internetFacing", "authentication"]) });
      await refuses(db(), Invalid, () => rejectReview(cast.engineer, id, wrong({ sequence })));
      await refuses(db(), Invalid, () =>
        rejectReview(cast.engineer, id, wrong({ sequence, reason: "No", state: "x" })),
      );
      const receipt = await rejectReview(cast.engineer, id, { sequence, reason: "It stores passwords." });
      expect(receipt.state).toBe("rejected");
      expect(await lastEvent()).toMatchObject({ type: "review.rejected", data: { revision: 1 } });
      expect(await db().select().from(reviewDecisions)).toMatchObject([{ outcome: "rejected" }]);
    });

    it("refuses others, the wrong state and a stale number", async () => {
      const { id, sequence } = await claimed(cast);
      const wanted = { sequence, reason: "No" };
      for (const ctx of [cast.second, cast.manager, cast.requester]) {
        await refuses(db(), Forbidden, () => rejectReview(ctx, id, wanted));
      }
      await refuses(db(), NotFound, () => rejectReview(cast.outsider, id, wanted));
      await refuses(db(), Conflict, () => rejectReview(cast.engineer, id, { ...wanted, sequence: 1 }));
      const done = await approveReview(cast.engineer, id, { sequence });
      const late = { ...wanted, sequence: done.sequence };
      await refuses(db(), Conflict, () => rejectReview(cast.engineer, id, late));
    });
  });

  describe("endorsing", () => {
    const high = { intake: answered(["internetFacing", "authentication"]) };

    it("lets a high-tier review pass with a second engineer, and lapses with the revision", async () => {
      const { id, sequence } = await claimed(cast, high);
      const versionId = await modelBy(cast.requester, cast);
      const ready = await attachThreatModel(cast.requester, id, { sequence, versionId });
      await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: ready.sequence }));
      const one = await endorseRevision(cast.second, id, { sequence: ready.sequence });
      expect(await lastEvent()).toEqual({ type: "review.endorsed", subject: ["review", id], data: { revision: 2 } });
      const intake = answered(["internetFacing", "authentication", "cryptography"]);
      const edited = await editReview(cast.requester, id, { sequence: one.sequence, intake });
      await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: edited.sequence }));
      const held = await attachThreatModel(cast.requester, id, { sequence: edited.sequence, versionId });
      const confirmed = await confirmNoPolicies(cast.engineer, id, { sequence: held.sequence });
      const two = await endorseRevision(cast.second, id, { sequence: confirmed.sequence });
      expect(await approveReview(cast.engineer, id, { sequence: two.sequence })).toMatchObject({ state: "approved" });
      expect(await db().select().from(reviewEndorsements)).toHaveLength(2);
    });

    it("stands on a later revision that holds the same evidence, and is not given twice", async () => {
      const { id, sequence } = await claimed(cast, high);
      const one = await endorseRevision(cast.second, id, { sequence });
      const endorsers = async () => (await reviewDetail(cast.second, id)).endorsers.map(({ name }) => name);
      const waits = async () =>
        (await listReviews(cast.second, readFilter({ tab: "mine" }))).reviews.map(({ move }) => move);
      const gate = async () =>
        (await reviewDetail(cast.second, id)).gates.find((one) => one.id === "endorsement")?.state;
      const intake = answered(["internetFacing", "authentication", "cryptography"]);
      const two = await editReview(cast.requester, id, { sequence: one.sequence, intake });
      expect([await endorsers(), await gate(), await waits()]).toEqual([[], "unmet", ["endorse"]]);
      const again = await editReview(cast.requester, id, { sequence: two.sequence, intake: high.intake });
      expect(again.revision).toBe(3);
      expect([await endorsers(), await gate(), await waits()]).toEqual([["Sara Second"], "met", []]);
      await refuses(db(), Conflict, () => endorseRevision(cast.second, id, { sequence: again.sequence }));
    });

    it("S07 does not count that of somebody who stated a conflict afterwards", async () => {
      const { id, sequence } = await claimed(cast, high);
      const versionId = await modelBy(cast.requester, cast);
      const ready = await attachThreatModel(cast.requester, id, { sequence, versionId });
      const endorsed = await endorseRevision(cast.second, id, { sequence: ready.sequence });
      const free = await releaseReview(cast.engineer, id, { sequence: endorsed.sequence, reason: "Lunch" });
      const claim = { sequence: free.sequence, conflict: "My sister wrote it" };
      const theirs = await claimReview(cast.second, id, claim);
      const back = await releaseReview(cast.second, id, { sequence: theirs.sequence, reason: "Not mine" });
      const again = await claimReview(cast.engineer, id, { sequence: back.sequence, conflict: "" });
      const error = await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: again.sequence }));
      expect(error.message).toContain("endorse");
    });

    const LEAVE: [string, (personId: number) => Promise<unknown>][] = [
      ["has lost the role", (personId) => revokeRole(cast.admin, { personId, role: "security_engineer" })],
      ["has left", (personId) => deactivatePerson(cast.admin, { personId })],
      ["has joined the team that asks", (personId) => joinTeam(cast.admin, { personId, teamId: cast.teamId })],
    ];

    it.each(LEAVE)("S12 does not count that of somebody who %s since", async (_, leave) => {
      const { id, sequence } = await claimed(cast, high);
      const versionId = await modelBy(cast.requester, cast);
      const ready = await attachThreatModel(cast.requester, id, { sequence, versionId });
      const endorsed = await endorseRevision(cast.second, id, { sequence: ready.sequence });
      await leave(cast.second.actor.personId);
      const late = { sequence: endorsed.sequence };
      const error = await refuses(db(), Conflict, () => approveReview(cast.engineer, id, late));
      expect(error.message).toContain("endorse");
    });

    it("S07 does not count that of somebody who changed its evidence since, though not what it means", async () => {
      const roles = ["security_engineer", "program_manager"] as const;
      const both = context(db(), await addPerson(db(), { roles }));
      const { id, sequence } = await claimed(cast, high);
      const named = (content: string) => ({ documents: [{ name: "role.json", content }] });
      const one = await attachDocuments(cast.requester, id, { sequence, ...named(READ_ONE_BUCKET) });
      const two = await endorseRevision(both, id, { sequence: one.sequence });
      const endorsement = async () =>
        (await reviewDetail(cast.second, id)).gates.find((gate) => gate.id === "endorsement")?.state;
      const { revision, ...same } = await attachDocuments(both, id, {
        sequence: two.sequence,
        ...named(`${READ_ONE_BUCKET}\n`),
      });
      expect([revision, await endorsement()]).toEqual([one.revision, "unmet"]);
      expect(await reviewDetail(cast.second, id)).toMatchObject({ endorsers: [], move: "endorse" });
      const { reviews: mine } = await listReviews(cast.second, readFilter({ tab: "mine" }));
      expect(mine).toMatchObject([{ id, move: "endorse" }]);
      await endorseRevision(cast.second, id, { sequence: same.sequence });
      expect(await endorsement()).toBe("met");
    });

    it("lists who supported an approval also when they have left since", async () => {
      const { id, sequence } = await claimed(cast, high);
      const versionId = await modelBy(cast.requester, cast);
      const ready = await attachThreatModel(cast.requester, id, { sequence, versionId });
      const confirmed = await confirmNoPolicies(cast.engineer, id, { sequence: ready.sequence });
      const endorsed = await endorseRevision(cast.second, id, { sequence: confirmed.sequence });
      await approveReview(cast.engineer, id, { sequence: endorsed.sequence });
      await deactivatePerson(cast.admin, { personId: cast.second.actor.personId });
      expect(await reviewDetail(cast.auditor, id)).toMatchObject({ endorsers: [{ name: "Sara Second" }] });
    });

    it("lists on the review who counts: not who decides on it by now, nor who has stated a conflict", async () => {
      const { id, sequence } = await claimed(cast, high);
      const endorsers = async () => (await reviewDetail(cast.auditor, id)).endorsers.map(({ name }) => name);
      const endorsed = await endorseRevision(cast.second, id, { sequence });
      expect(await endorsers()).toEqual(["Sara Second"]);
      const free = await releaseReview(cast.engineer, id, { sequence: endorsed.sequence, reason: "Lunch" });
      await claimReview(cast.second, id, { sequence: free.sequence, conflict: "" });
      expect(await endorsers()).toEqual([]);
    });

    it("refuses the reviewer, a second time, others, and another state", async () => {
      const { id, sequence } = await claimed(cast, high);
      await refuses(db(), Forbidden, () => endorseRevision(cast.engineer, id, { sequence }));
      for (const ctx of [cast.manager, cast.guardian, cast.requester, systemContext(db())]) {
        await refuses(db(), Forbidden, () => endorseRevision(ctx, id, { sequence }));
      }
      await refuses(db(), NotFound, () => endorseRevision(cast.outsider, id, { sequence }));
      await refuses(db(), Conflict, () => endorseRevision(cast.second, id, { sequence: 1 }));
      await refuses(db(), Invalid, () => endorseRevision(cast.second, id, wrong({ sequence, revision: 1 })));
      const one = await endorseRevision(cast.second, id, { sequence });
      await refuses(db(), Conflict, () => endorseRevision(cast.second, id, { sequence: one.sequence }));
      const open = await submitted(cast, high);
      await refuses(db(), Conflict, () => endorseRevision(cast.second, open.id, { sequence: open.sequence }));
    });
  });

  describe("waiving a gate", () => {
    const waiver = { gate: "threat_model", reason: "The old one holds", expiresOn: "2026-12-01" } as const;
    const needsModel = { intake: answered(["internetFacing"]) };

    /** In review, without the model that it needs, and with the ask for a waiver. */
    async function asked(gate: AskWaiverInput["gate"] = "threat_model") {
      const { id, sequence } = await claimed(cast, needsModel);
      return askWaiver(cast.requester, id, { sequence, gate, reason: "The model comes with the next change" });
    }

    it("S11 passes one unmet gate until its day, after which it blocks again", async () => {
      const { id, sequence } = await asked();
      const receipt = await waiveGate(cast.second, id, { ...waiver, sequence });
      const [saved] = await db().select().from(exceptions);
      expect(saved).toMatchObject({
        askedById: cast.requester.actor.personId,
        approvedById: cast.second.actor.personId,
        reason: "The old one holds",
        expiresOn: "2026-12-01",
      });
      const data = { gate: "threat_model", waiverId: saved?.id, expiresOn: "2026-12-01" } as const;
      expect(await lastEvent()).toEqual({ type: "review.gate-waived", subject: ["review", id], data });
      const wanted = { sequence: receipt.sequence };
      const late = at(cast.engineer, "2026-12-02T00:00:00Z");
      await refuses(db(), Conflict, () => approveReview(late, id, wanted));
      const inTime = at(cast.engineer, "2026-12-01T23:00:00Z");
      expect(await approveReview(inTime, id, wanted)).toMatchObject({ state: "approved" });
      expect(await lastEvent()).toMatchObject({ type: "review.approved", data: { revision: 1, waivers: 1 } });
      expect((await reviewDetail(cast.auditor, id)).decisions).toMatchObject([{ outcome: "approved", onWaivers: 1 }]);
    });

    it("S11 needs an ask, a reason, and a day within the program's longest term", async () => {
      const bare = await claimed(cast, needsModel);
      await refuses(db(), Conflict, () => waiveGate(cast.second, bare.id, { ...waiver, sequence: bare.sequence }));
      const { id, sequence } = await asked();
      const wanted = { ...waiver, sequence };
      await refuses(db(), Invalid, () => waiveGate(cast.second, id, { ...wanted, reason: "" }));
      await refuses(db(), Invalid, () => waiveGate(cast.second, id, wrong({ ...wanted, expiresOn: undefined })));
      await refuses(db(), Invalid, () => waiveGate(cast.second, id, { ...wanted, expiresOn: "2026-11-24" }));
      await refuses(db(), Invalid, () => waiveGate(cast.second, id, wrong({ ...wanted, gate: "luck" })));
      await refuses(db(), Invalid, () => waiveGate(cast.second, id, wrong({ ...wanted, approvedById: 1 })));
      await refuses(db(), Invalid, () => waiveGate(cast.second, id, wrong({ ...wanted, askedById: 1 })));
      await refuses(db(), Invalid, () => waiveGate(cast.second, id, { ...wanted, expiresOn: "2027-02-24" }));
      await db().update(program).set({ waiverDays: 5 });
      const long = await refuses(db(), Invalid, () => waiveGate(cast.second, id, wanted));
      expect(long.message).toContain("5 days at most");
      await db().update(program).set({ waiverDays: 1 });
      const longer = await refuses(db(), Invalid, () => waiveGate(cast.second, id, wanted));
      expect(longer.message).toContain("1 day at most");
      await db().update(program).set({ waiverDays: 5 });
      const given = await waiveGate(cast.second, id, { ...wanted, expiresOn: "2026-11-30" });
      const again = { ...wanted, sequence: given.sequence, expiresOn: "2026-11-30" };
      const held = await refuses(db(), Conflict, () => waiveGate(cast.second, id, again));
      expect(held.message).toBe("The gate “Threat model” is waived until 30 Nov 2026 already.");
    });

    it("S07 is never the reviewer's, and not for whoever asked or stated a conflict", async () => {
      const { id, sequence } = await submitted(cast, { intake: answered(["internetFacing", "authentication"]) });
      const mine = await claimReview(cast.engineer, id, { sequence, conflict: "My sister wrote it" });
      const ask = { sequence: mine.sequence, gate: "conflicts", reason: "Nobody else knows the code" } as const;
      const open = await askWaiver(cast.engineer, id, ask);
      const wanted = { ...waiver, gate: "conflicts", sequence: open.sequence } as const;
      await refuses(db(), Forbidden, () => waiveGate(cast.engineer, id, wanted));
      const free = await releaseReview(cast.engineer, id, { sequence: open.sequence, reason: "Somebody else" });
      const theirs = await claimReview(cast.second, id, { sequence: free.sequence, conflict: "" });
      const again = { ...wanted, sequence: theirs.sequence };
      const error = await refuses(db(), Forbidden, () => waiveGate(cast.engineer, id, again));
      expect(error.message).toContain("conflict");
    });

    it("S11 never passes the endorsement", async () => {
      const { id, sequence } = await claimed(cast, { intake: answered(["internetFacing", "authentication"]) });
      const wanted = { sequence, gate: "endorsement", reason: "Nobody is here" };
      await refuses(db(), Invalid, () => askWaiver(cast.engineer, id, wrong(wanted)));
      await refuses(db(), Invalid, () => waiveGate(cast.second, id, wrong({ ...waiver, ...wanted })));
    });

    it("is asked for by who takes part, once, where a gate is unmet", async () => {
      const { id, sequence } = await claimed(cast, needsModel);
      const ask = { sequence, gate: "threat_model", reason: "Next time" } as const;
      for (const ctx of [cast.second, cast.manager, cast.colleague, systemContext(db())])
        await refuses(db(), Forbidden, () => askWaiver(ctx, id, ask));
      await refuses(db(), NotFound, () => askWaiver(cast.outsider, id, ask));
      await refuses(db(), Conflict, () => askWaiver(cast.requester, id, { ...ask, gate: "findings" }));
      await refuses(db(), Conflict, () => askWaiver(cast.requester, id, { ...ask, sequence: 1 }));
      await refuses(db(), Invalid, () => askWaiver(cast.requester, id, { ...ask, reason: "" }));
      const one = await askWaiver(cast.guardian, id, ask);
      const [saved] = await db().select().from(waiverAsks);
      expect(saved).toMatchObject({ gate: "threat_model", reason: "Next time", givenAt: null });
      expect(await lastEvent()).toEqual({
        type: "review.waiver-asked",
        subject: ["review", id],
        data: { askId: saved?.id },
      });
      await refuses(db(), Conflict, () => askWaiver(cast.guardian, id, { ...ask, sequence: one.sequence }));
      expect(await askWaiver(cast.requester, id, { ...ask, sequence: one.sequence })).toMatchObject({ id });
    });

    it("S07 keeps who gave it from deciding in a later cycle while it holds", async () => {
      const { id, sequence } = await asked();
      const given = await waiveGate(cast.second, id, { ...waiver, sequence });
      const done = await approveReview(cast.engineer, id, { sequence: given.sequence });
      const later = (ctx: Cast["second"]) => at(ctx, "2026-11-26T09:00:00Z");
      const reopen = { sequence: done.sequence, reason: "A second export" };
      const open = await reopenReview(later(cast.engineer), id, reopen);
      const free = await releaseReview(later(cast.engineer), id, { sequence: open.sequence, reason: "On leave" });
      await refuses(db(), Forbidden, () =>
        claimReview(later(cast.second), id, { sequence: free.sequence, conflict: "" }),
      );
      const after = at(cast.second, "2026-12-02T09:00:00Z");
      expect(await claimReview(after, id, { sequence: free.sequence, conflict: "" })).toMatchObject({
        state: "in_review",
      });
    });

    it("S07 is given by nobody who asks for it, also where another asks as well", async () => {
      const teamId = await addTeam(db());
      const roles = ["security_engineer"] as const;
      const actor = await addPerson(db(), { name: "Gwen Guardian", guardian: true, roles, teamId });
      const both = { ...cast.engineer, actor };
      const { id, sequence } = await claimed(cast, { ...needsModel, guardianId: both.actor.personId });
      const ask = { gate: waiver.gate, reason: "It comes later" } as const;
      const one = await askWaiver(both, id, { ...ask, sequence });
      const two = await askWaiver(cast.requester, id, { ...ask, sequence: one.sequence });
      const wanted = { ...waiver, sequence: two.sequence };
      const error = await refuses(db(), Conflict, () => waiveGate(both, id, wanted));
      expect(error.message).toContain("You have asked for this waiver");
      const given = await waiveGate(cast.second, id, wanted);
      const again = await askWaiver(cast.requester, id, { ...ask, sequence: given.sequence });
      const longer = { ...waiver, sequence: again.sequence, expiresOn: "2026-12-10" };
      expect(await waiveGate(both, id, longer)).toMatchObject({ id });
    });

    it("S07 keeps who gave it from deciding in this cycle", async () => {
      const { id, sequence } = await asked();
      const given = await waiveGate(cast.second, id, { ...waiver, sequence });
      const free = await releaseReview(cast.engineer, id, { sequence: given.sequence, reason: "On leave" });
      const error = await refuses(db(), Forbidden, () =>
        claimReview(cast.second, id, { sequence: free.sequence, conflict: "" }),
      );
      expect(error.message).toContain("waiver");
    });

    it("refuses a gate that is not unmet, others, and another state", async () => {
      const { id, sequence } = await asked();
      await refuses(db(), Conflict, () => waiveGate(cast.second, id, { ...waiver, gate: "findings", sequence }));
      await refuses(db(), Forbidden, () => waiveGate(cast.requester, id, { ...waiver, sequence }));
      await refuses(db(), Forbidden, () => waiveGate(cast.guardian, id, { ...waiver, sequence }));
      await refuses(db(), NotFound, () => waiveGate(cast.outsider, id, { ...waiver, sequence }));
      await refuses(db(), Conflict, () => waiveGate(cast.second, id, { ...waiver, sequence: 1 }));
      const open = await submitted(cast, needsModel);
      await refuses(db(), Conflict, () => waiveGate(cast.second, open.id, { ...waiver, sequence: open.sequence }));
    });

    it("S11 blocks again when an accepted risk has come to its day", async () => {
      const { id, sequence } = await claimed(cast);
      const finding = { title: "No owner", severity: "high", blocking: true, sequence } as const;
      const raised = await raiseFinding(cast.engineer, id, finding);
      const settled = await riskAccepted(cast, raised, raised.findingId, { acceptedUntil: "2026-12-01" });
      const wanted = { sequence: settled.sequence };
      const late = at(cast.engineer, "2026-12-02T00:00:00Z");
      await refuses(db(), Conflict, () => approveReview(late, id, wanted));
      expect(await approveReview(at(late, "2026-12-01T09:00:00Z"), id, wanted)).toMatchObject({ state: "approved" });
      expect(await lastEvent()).toMatchObject({ type: "review.approved", data: { waivers: 1 } });
      const said = async (ctx: Cast["engineer"]) => (await reviewDetail(ctx, id)).decisions;
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
      const { id, sequence } = await approved(cast);
      const receipt = await reopenReview(cast.requester, id, { sequence, reason: "The design changed" });
      expect(receipt.state).toBe("in_review");
      expect(await rowOf(id)).toMatchObject({ cycle: 2, decidedAt: null, firstDecidedAt: NOW });
      expect(await lastEvent()).toEqual({ type: "review.reopened", subject: ["review", id], data: { cycle: 2 } });
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
      const { id, sequence } = await approved(cast);
      await end(context(db(), await addPerson(db(), { roles: ["admin"] })), cast.engineer.actor.personId);
      const receipt = await reopenReview(cast.requester, id, { sequence, reason: "The design changed" });
      expect(receipt).toMatchObject({ state: "submitted", sequence: sequence + 2 });
      expect(await rowOf(id)).toMatchObject({ cycle: 2, reviewerId: null, state: "submitted" });
      const data = { reasonCode: "people", to: "submitted" };
      expect(await lastEvent()).toEqual({ type: "review.released", subject: ["review", id], data });
      expect(await claimReview(cast.second, id, { sequence: receipt.sequence, conflict: "" })).toMatchObject({
        state: "in_review",
      });
    });

    it("S09 is checked by the profile of the day, and not again where that is the same", async () => {
      const later = <C extends Context>(ctx: C) => at(ctx, "2026-11-26T09:00:00Z");
      const { id, sequence } = await claimed(cast);
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const attached = await attachDocuments(cast.requester, id, { sequence, documents });
      await runQueuedChecks(systemContext(db()));
      const done = await approveReview(cast.engineer, id, { sequence: attached.sequence });
      const runs = () =>
        db().select({ state: checkRuns.state, at: checkRuns.queuedAt }).from(checkRuns).orderBy(checkRuns.id);
      const first = { state: "finished", at: NOW };
      const same = await reopenReview(later(cast.requester), id, { sequence: done.sequence, reason: "Once more" });
      expect(await runs()).toEqual([first]);
      const again = await approveReview(later(cast.engineer), id, { sequence: same.sequence });
      const [profile] = await db().select().from(checkProfiles);
      const { name, description, definition } = STANDARD_PROFILE;
      const stricter = { ...definition, sensitive: [{ name: "Reports", actions: ["s3:GetObject"], resources: [] }] };
      const own = { profileId: profile?.id ?? 0, name, description, tiers: [...TIERS], definition: stricter };
      await publishProfile(later(cast.second), own);
      await reopenReview(later(cast.requester), id, { sequence: again.sequence, reason: "A year later" });
      expect(await runs()).toMatchObject([first, { state: "queued" }]);
      await runQueuedChecks(later(systemContext(db())));
      const { gates } = await reviewDetail(later(cast.engineer), id);
      expect(gates.find((gate) => gate.id === "policy_checks")).toMatchObject({
        state: "unmet",
        reason: "1 result blocks.",
      });
    });

    it("S09 seals what changed meanwhile, and leaves the reviewer who reopened it independent", async () => {
      const { id, sequence } = await approved(cast);
      const changed = await attachDocuments(cast.requester, id, {
        sequence,
        documents: [{ name: "policy.json", content: READ_ONE_BUCKET }],
      });
      const detail = await reviewDetail(cast.auditor, id);
      expect(detail.decisions).toMatchObject([{ outcome: "approved", stale: true }]);
      const wanted = { sequence: changed.sequence, reason: "Stale" };
      const open = await reopenReview(cast.engineer, id, wanted);
      expect(open).toMatchObject({ state: "in_review", revision: 2 });
      await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: open.sequence }));
      await runQueuedChecks(systemContext(db()));
      expect(await approveReview(cast.engineer, id, { sequence: open.sequence })).toMatchObject({ state: "approved" });
      const after = await reviewDetail(cast.auditor, id);
      expect(after.decisions).toMatchObject([
        { cycle: 2, revision: 2, stale: false },
        { cycle: 1, revision: 1, stale: true },
      ]);
      expect(await rowOf(id)).toMatchObject({ firstDecidedAt: NOW });
    });

    it("opens a closed approval again, and no closed rejection", async () => {
      const done = await approved(cast);
      const closed = await closeReview(cast.engineer, done.id, {
        sequence: done.sequence,
        reason: "Dropped",
        dropped: true,
      });
      const wanted = { sequence: closed.sequence, reason: "It changed" };
      const open = await reopenReview(systemContext(db()), done.id, wanted);
      expect(open.state).toBe("in_review");
      expect(await rowOf(done.id)).toMatchObject({ endedAt: null });
      const refusal = await rejected(cast);
      const dropped = await closeReview(cast.manager, refusal.id, { sequence: refusal.sequence, reason: "Dropped" });
      const again = { sequence: dropped.sequence, reason: "Once more" };
      await refuses(db(), Conflict, () => reopenReview(cast.manager, refusal.id, again));
    });

    it("refuses others, no reason, the wrong state and a stale number", async () => {
      const { id, sequence } = await approved(cast);
      const wanted = { sequence, reason: "It changed" };
      for (const ctx of [cast.guardian, cast.colleague, cast.second]) {
        await refuses(db(), Forbidden, () => reopenReview(ctx, id, wanted));
      }
      await refuses(db(), NotFound, () => reopenReview(cast.outsider, id, wanted));
      await refuses(db(), Invalid, () => reopenReview(cast.requester, id, wrong({ sequence })));
      await refuses(db(), Conflict, () => reopenReview(cast.requester, id, { ...wanted, sequence: 1 }));
      const no = await rejected(cast);
      await refuses(db(), Conflict, () => reopenReview(cast.requester, no.id, { ...wanted, sequence: no.sequence }));
    });
  });

  describe("recording the launch", () => {
    it("keeps the day, with one event", async () => {
      const { id, sequence } = await approved(cast);
      await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
      expect(await rowOf(id)).toMatchObject({ launchedOn: "2026-11-25", state: "approved" });
      const data = { launchedOn: "2026-11-25" };
      expect(await lastEvent()).toEqual({ type: "review.launched", subject: ["review", id], data });
    });

    it("waits for a condition before launch, and for none after it", async () => {
      const one = await approvedWithConditions(cast, "before_launch");
      const launch = { sequence: one.sequence, launchedOn: "2026-11-25" };
      const error = await refuses(db(), Conflict, () => recordLaunch(cast.requester, one.id, launch));
      expect(error.message).toContain("Rotate the key");
      await db().update(reviewConditions).set({ verifiedAt: NOW, verifiedById: cast.second.actor.personId });
      expect(await recordLaunch(cast.requester, one.id, launch)).toMatchObject({ state: "approved_with_conditions" });
      const two = await approvedWithConditions(cast, "after_launch");
      await recordLaunch(cast.manager, two.id, { ...launch, sequence: two.sequence });
    });

    it("S09 waits while the evidence is other than what was approved, and launches what is approved anew", async () => {
      const { id, sequence } = await approved(cast);
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const changed = await attachDocuments(cast.requester, id, { sequence, documents });
      await runQueuedChecks(systemContext(db()));
      const launch = { sequence: changed.sequence, launchedOn: "2026-11-25" };
      const error = await refuses(db(), Conflict, () => recordLaunch(cast.requester, id, launch));
      expect(error.message).toContain("changed since the approval");
      const open = await reopenReview(cast.requester, id, { sequence: changed.sequence, reason: "It changed" });
      const done = await approveReview(cast.engineer, id, { sequence: open.sequence });
      await recordLaunch(cast.requester, id, { ...launch, sequence: done.sequence });
    });

    it("S11 waits while a waiver that the approval was made on has ended", async () => {
      const { id, sequence } = await claimed(cast, { intake: answered(["internetFacing"]) });
      const ask = { sequence, gate: "threat_model", reason: "The model comes with the next change" } as const;
      const open = await askWaiver(cast.requester, id, ask);
      const terms = { gate: "threat_model", reason: "Agreed", expiresOn: "2026-12-01" } as const;
      const given = await waiveGate(cast.second, id, { ...terms, sequence: open.sequence });
      const done = await approveReview(cast.engineer, id, { sequence: given.sequence });
      const launch = { sequence: done.sequence, launchedOn: "2026-12-01" };
      const late = at(cast.requester, "2026-12-02T09:00:00Z");
      const error = await refuses(db(), Conflict, () => recordLaunch(late, id, launch));
      expect(error.message).toContain("No threat model");
      await recordLaunch(at(cast.requester, "2026-12-01T09:00:00Z"), id, launch);
    });

    it("goes past all of that by break-glass only: with a reason, an event and a line that stays", async () => {
      const { id, sequence } = await approvedWithConditions(cast, "before_launch");
      const launch = { sequence, launchedOn: "2026-11-25", reason: "The old key was leaked" };
      for (const ctx of [cast.requester, cast.guardian, cast.engineer, cast.second, cast.colleague])
        await refuses(db(), Forbidden, () => breakGlass(ctx, id, launch));
      await refuses(db(), NotFound, () => breakGlass(cast.outsider, id, launch));
      await refuses(db(), Invalid, () => breakGlass(cast.manager, id, { ...launch, reason: "" }));
      await refuses(db(), Invalid, () => breakGlass(cast.manager, id, { ...launch, launchedOn: "2026-11-26" }));
      await refuses(db(), Conflict, () => breakGlass(cast.manager, id, { ...launch, sequence: 1 }));
      await breakGlass(cast.manager, id, launch);
      expect(await lastEvent()).toEqual({
        type: "review.launched-by-break-glass",
        subject: ["review", id],
        data: { launchedOn: "2026-11-25" },
      });
      expect(await reviewDetail(cast.auditor, id)).toMatchObject({
        launchedOn: "2026-11-25",
        breakGlass: [
          {
            launchedOn: "2026-11-25",
            reason: "The old key was leaked",
            past: ["A condition before launch is not verified yet: Rotate the key."],
            by: { name: "Mona Manager" },
            at: NOW.toISOString(),
          },
        ],
      });
      const open = await claimed(cast);
      const early = { ...launch, sequence: open.sequence };
      await refuses(db(), Conflict, () => breakGlass(cast.manager, open.id, early));
    });

    it("S07 goes past it by nobody who changed the evidence after the approval: their documents, their model", async () => {
      const later = at(cast.manager, "2026-11-25T10:00:00Z");
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const launch = { launchedOn: "2026-11-25", reason: "The old key was leaked" };
      const other = context(db(), await addPerson(db(), { name: "Mara", roles: ["program_manager"] }));
      const one = await approved(cast);
      const added = await attachDocuments(later, one.id, { sequence: one.sequence, documents });
      const past = { ...launch, sequence: added.sequence };
      const error = await refuses(db(), Forbidden, () => breakGlass(later, one.id, past));
      expect(error.message).toContain("changed its evidence after the approval");
      expect((await reviewDetail(cast.manager, one.id)).may.break_glass).toMatchObject({ because: "actor" });
      await breakGlass(at(other, "2026-11-25T11:00:00Z"), one.id, past);
      const two = await approved(cast);
      const attached = await attachThreatModel(later, two.id, {
        sequence: two.sequence,
        versionId: await modelBy(cast.requester, cast),
      });
      await refuses(db(), Forbidden, () => breakGlass(later, two.id, { ...launch, sequence: attached.sequence }));
      // Before the approval is not after it.
      const three = await claimed(cast);
      const before = await attachDocuments(cast.manager, three.id, { sequence: three.sequence, documents });
      await runQueuedChecks(systemContext(db()));
      const conditions = [conditionOf(cast)];
      const done = await approveReview(at(cast.engineer, "2026-11-25T10:00:00Z"), three.id, {
        sequence: before.sequence,
        conditions,
      });
      await breakGlass(at(cast.manager, "2026-11-25T11:00:00Z"), three.id, { ...launch, sequence: done.sequence });
    });

    it("keeps every launch by break-glass, and has none where nothing stands in the way", async () => {
      const { id, sequence } = await approvedWithConditions(cast, "before_launch");
      const launch = { launchedOn: "2026-11-25", reason: "The old key was leaked" };
      const one = await breakGlass(cast.manager, id, { ...launch, sequence });
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const changed = await attachDocuments(cast.requester, id, { sequence: one.sequence, documents });
      const again = { sequence: changed.sequence, launchedOn: "2026-11-25", reason: "The key was leaked again" };
      await breakGlass(cast.manager, id, again);
      const kept = (await reviewDetail(cast.auditor, id)).breakGlass;
      expect(kept.map(({ reason, past }) => [reason, past.length])).toEqual([
        ["The key was leaked again", 3],
        ["The old key was leaked", 1],
      ]);
      const free = await approved(cast);
      await refuses(db(), Invalid, () => breakGlass(cast.manager, free.id, { ...launch, sequence: free.sequence }));
    });

    it("goes past it on a day on which the change was not approved: before the approval, or while the review was open", async () => {
      const { id, sequence } = await approved(cast);
      const early = { sequence, launchedOn: "2026-11-24" };
      const error = await refuses(db(), Invalid, () => recordLaunch(cast.requester, id, early));
      expect(error.problems).toMatchObject([{ path: ["launchedOn"], message: expect.stringContaining("break-glass") }]);
      const when = (day: string) => `${day}T09:00:00Z`;
      const open = await reopenReview(at(cast.requester, when("2026-11-27")), id, { sequence, reason: "It changed" });
      const again = await approveReview(at(cast.engineer, when("2026-11-30")), id, { sequence: open.sequence });
      const now = when("2026-12-01");
      for (const launchedOn of ["2026-11-24", "2026-11-28", "2026-11-29"]) {
        const launch = { sequence: again.sequence, launchedOn };
        await refuses(db(), Invalid, () => recordLaunch(at(cast.requester, now), id, launch));
      }
      const past = { sequence: again.sequence, launchedOn: "2026-11-28", reason: "The old key was leaked" };
      for (const launchedOn of ["2026-11-25", "2026-11-27", "2026-11-30"]) {
        await refuses(db(), Invalid, () => breakGlass(at(cast.manager, now), id, { ...past, launchedOn }));
      }
      await breakGlass(at(cast.manager, now), id, past);
      expect((await reviewDetail(cast.auditor, id)).breakGlass).toMatchObject([
        { past: ["The change was not approved on that day."] },
      ]);
    });

    it("goes past a condition on a day before somebody verified it, of the approval that stood then", async () => {
      const on = (ctx: Cast["manager"], day: string) => at(ctx, `${day}T09:00:00Z`);
      const { id, sequence } = await approvedWithConditions(cast, "before_launch");
      const kept = await keepCondition(cast.requester, id, 1, { sequence, note: "It is rotated" });
      const done = await verifyCondition(on(cast.second, "2026-11-30"), id, 1, { sequence: kept.sequence });
      const launch = { sequence: done.sequence, launchedOn: "2026-11-29" };
      const late = "A condition before launch was verified on 30 Nov 2026 only: Rotate the key.";
      const record = () => recordLaunch(on(cast.requester, "2026-12-01"), id, launch);
      const error = await refuses(db(), Invalid, record);
      expect(error.message).toContain(late);
      expect(error.problems).toMatchObject([{ path: ["launchedOn"], message: expect.stringContaining("break-glass") }]);
      const past = { ...launch, reason: "The old key was leaked" };
      const broken = await breakGlass(on(cast.manager, "2026-12-01"), id, past);
      expect((await reviewDetail(cast.auditor, id)).breakGlass).toMatchObject([{ past: [late] }]);
      const reason = "Another key";
      const open = await reopenReview(on(cast.requester, "2026-12-02"), id, { sequence: broken.sequence, reason });
      const anew = await approveReview(on(cast.engineer, "2026-12-03"), id, { sequence: open.sequence });
      const again = { ...launch, sequence: anew.sequence };
      await refuses(db(), Invalid, () => recordLaunch(on(cast.requester, "2026-12-04"), id, again));
      await recordLaunch(on(cast.requester, "2026-12-04"), id, { ...again, launchedOn: "2026-11-30" });
    });

    it("goes past a condition that nobody verified while its approval stood, which another has followed", async () => {
      const on = (ctx: Cast["manager"], day: string) => at(ctx, `${day}T09:00:00Z`);
      const { id, sequence } = await approvedWithConditions(cast, "before_launch");
      const open = await reopenReview(on(cast.requester, "2026-11-27"), id, { sequence, reason: "It changed" });
      const anew = await approveReview(on(cast.engineer, "2026-11-30"), id, { sequence: open.sequence });
      const launch = { sequence: anew.sequence, launchedOn: "2026-11-26" };
      const error = await refuses(db(), Invalid, () => recordLaunch(on(cast.requester, "2026-12-01"), id, launch));
      expect(error.message).toContain("A condition before launch was never verified: Rotate the key.");
      await recordLaunch(on(cast.requester, "2026-12-01"), id, { ...launch, launchedOn: "2026-11-30" });
    });

    it("S11 goes past a gate on a day on which no waiver of it held, also where one does now", async () => {
      const on = (ctx: Cast["manager"], day: string) => at(ctx, `${day}T09:00:00Z`);
      const first = await waive(cast, await withoutModel(cast), { expiresOn: "2026-12-01", now: NOW.toISOString() });
      const done = await approveReview(cast.engineer, first.id, { sequence: first.sequence });
      const { id } = done;
      const end = { sequence: done.sequence, gate: "threat_model", reason: "No longer" } as const;
      const ended = await endGateWaiver(on(cast.manager, "2026-11-26"), id, end);
      const { sequence } = await waive(cast, ended, { now: "2026-11-30T09:00:00Z" });
      const launch = { sequence, launchedOn: "2026-11-28" };
      const late = on(cast.requester, "2026-12-01");
      const error = await refuses(db(), Invalid, () => recordLaunch(late, id, launch));
      const unheld = "No waiver of the gate “Threat model” held on that day.";
      expect(error.message).toContain(unheld);
      const past = { ...launch, reason: "The old key was leaked" };
      for (const launchedOn of ["2026-11-25", "2026-11-26", "2026-11-30"]) {
        await refuses(db(), Invalid, () => breakGlass(on(cast.manager, "2026-12-01"), id, { ...past, launchedOn }));
      }
      await breakGlass(on(cast.manager, "2026-12-01"), id, past);
      expect((await reviewDetail(cast.auditor, id)).breakGlass).toMatchObject([{ past: [unheld] }]);
    });

    it("is done once of what was approved, and again of what is approved anew after it was opened again", async () => {
      const { id, sequence } = await approvedWithConditions(cast, "after_launch");
      const first = await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
      const later = (ctx: Cast["manager"]) => at(ctx, "2026-12-02T09:00:00Z");
      const launch = { sequence: first.sequence, launchedOn: "2026-12-01" };
      const why = "It was launched on 25 Nov 2026: reopen the review to launch it anew.";
      const error = await refuses(db(), Conflict, () => recordLaunch(later(cast.requester), id, launch));
      expect(error.message).toBe(why);
      const past = { ...launch, launchedOn: "2026-11-24", reason: "The old key was leaked" };
      const broken = await refuses(db(), Conflict, () => breakGlass(later(cast.manager), id, past));
      expect(broken.message).toBe(why);
      const said = { allowed: false, because: "state", reason: why };
      const { may } = await reviewDetail(later(cast.manager), id);
      expect([may.record_launch, may.break_glass]).toEqual([said, said]);
      const open = await reopenReview(later(cast.requester), id, { sequence: first.sequence, reason: "A wrong day" });
      const conditions = [conditionOf(cast, { when: "after_launch" })];
      const anew = await approveReview(later(cast.engineer), id, { sequence: open.sequence, conditions });
      const second = await recordLaunch(later(cast.requester), id, { ...launch, sequence: anew.sequence });
      expect(await rowOf(id)).toMatchObject({ launchedOn: "2026-12-01" });
      const third = { ...launch, sequence: second.sequence };
      await refuses(db(), Conflict, () => recordLaunch(later(cast.requester), id, third));
    });

    it("lets the owner of the risk break the glass", async () => {
      const { id, sequence } = await approvedWithConditions(cast, "before_launch");
      await db().update(reviews).set({ riskOwnerId: cast.colleague.actor.personId }).where(eq(reviews.id, id));
      const launch = { sequence, launchedOn: "2026-11-25", reason: "The old key was leaked" };
      expect(await breakGlass(cast.colleague, id, launch)).toMatchObject({ state: "approved_with_conditions" });
    });

    it("S07 refuses the requester, who may own the risk too", async () => {
      const { id, sequence } = await approvedWithConditions(cast, "before_launch");
      await db().update(reviews).set({ riskOwnerId: cast.requester.actor.personId }).where(eq(reviews.id, id));
      const launch = { sequence, launchedOn: "2026-11-25", reason: "The old key was leaked" };
      await refuses(db(), Forbidden, () => breakGlass(cast.requester, id, launch));
    });

    it("refuses a day to come, others, the wrong state and a stale number", async () => {
      const { id, sequence } = await approved(cast);
      const wanted = { sequence, launchedOn: "2026-11-25" };
      await refuses(db(), Invalid, () => recordLaunch(cast.requester, id, { ...wanted, launchedOn: "2026-11-26" }));
      await refuses(db(), Invalid, () => recordLaunch(cast.requester, id, { ...wanted, launchedOn: "soon" }));
      await refuses(db(), Forbidden, () => recordLaunch(cast.colleague, id, wanted));
      await refuses(db(), NotFound, () => recordLaunch(cast.outsider, id, wanted));
      await refuses(db(), Conflict, () => recordLaunch(cast.requester, id, { ...wanted, sequence: 1 }));
      const open = await claimed(cast);
      const early = { ...wanted, sequence: open.sequence };
      await refuses(db(), Conflict, () => recordLaunch(cast.requester, open.id, early));
    });
  });

  describe("confirming that no policy changes", () => {
    const high = () => claimed(cast, { intake: answered(["internetFacing", "authentication"]) });
    const policies = async (id: number) =>
      (await reviewDetail(cast.engineer, id)).gates.find((gate) => gate.id === "policy_checks")?.state;

    it("lets the gate of a high-tier change pass that the requester's word alone does not, with one event", async () => {
      const { id, sequence } = await high();
      expect(await policies(id)).toBe("unmet");
      const done = await confirmNoPolicies(cast.engineer, id, { sequence });
      expect(await lastEvent()).toEqual({
        type: "review.no-policies-confirmed",
        subject: ["review", id],
        data: { revision: 1 },
      });
      expect(await policies(id)).toBe("not_applicable");
      await refuses(db(), Conflict, () => confirmNoPolicies(cast.second, id, { sequence: done.sequence }));
    });

    it("counts for its evidence, and not of somebody who stated a conflict since", async () => {
      const { id, sequence } = await high();
      const done = await confirmNoPolicies(cast.second, id, { sequence });
      const other = answered(["internetFacing", "authentication", "thirdParty"]);
      const edited = await editReview(cast.requester, id, { sequence: done.sequence, intake: other });
      expect(await policies(id)).toBe("unmet");
      const again = await confirmNoPolicies(cast.second, id, { sequence: edited.sequence });
      expect(await policies(id)).toBe("not_applicable");
      const free = await releaseReview(cast.engineer, id, { sequence: again.sequence, reason: "Lunch" });
      const theirs = await claimReview(cast.second, id, { sequence: free.sequence, conflict: "My sister wrote it" });
      expect(theirs.state).toBe("in_review");
      expect(await policies(id)).toBe("unmet");
    });

    it("S07 counts no more once who gave it is no engineer", async () => {
      const { id, sequence } = await high();
      await confirmNoPolicies(cast.second, id, { sequence });
      expect(await policies(id)).toBe("not_applicable");
      const { personId } = cast.second.actor;
      await db().update(roleGrants).set({ revokedAt: NOW }).where(eq(roleGrants.personId, personId));
      expect(await policies(id)).toBe("unmet");
    });

    it("S07 is an independent engineer's, of the high tier alone", async () => {
      const { id, sequence } = await high();
      for (const ctx of [cast.requester, cast.guardian, cast.manager, cast.colleague])
        await refuses(db(), Forbidden, () => confirmNoPolicies(ctx, id, { sequence }));
      await refuses(db(), NotFound, () => confirmNoPolicies(cast.outsider, id, { sequence }));
      await refuses(db(), Conflict, () => confirmNoPolicies(cast.second, id, { sequence: 1 }));
      await refuses(db(), Invalid, () => confirmNoPolicies(cast.second, id, wrong({ sequence, tier: "low" })));
      const mate = context(db(), await addPerson(db(), { teamId: cast.teamId, roles: ["security_engineer"] }));
      await refuses(db(), Forbidden, () => confirmNoPolicies(mate, id, { sequence }));
      const low = await claimed(cast);
      await refuses(db(), Conflict, () => confirmNoPolicies(cast.second, low.id, { sequence: low.sequence }));
    });
  });

  describe("closing", () => {
    it("takes no reason once the change is launched, and one where it is not", async () => {
      const { id, sequence } = await approved(cast);
      const without = { sequence, dropped: true };
      const error = await refuses(db(), Invalid, () => closeReview(cast.engineer, id, without));
      expect(error.problems).toMatchObject([{ path: ["reason"] }]);
      const no = await rejected(cast);
      await refuses(db(), Invalid, () => closeReview(cast.engineer, no.id, { sequence: no.sequence }));
      const launched = await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
      expect(await closeReview(cast.engineer, id, { sequence: launched.sequence })).toMatchObject({ state: "closed" });
    });

    it("ends an approved review, with the launch in the event", async () => {
      const { id, sequence } = await approved(cast);
      const launched = await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
      const receipt = await closeReview(cast.engineer, id, { sequence: launched.sequence, reason: "Launched" });
      expect(receipt.state).toBe("closed");
      expect(await rowOf(id)).toMatchObject({ endedAt: NOW });
      const data = { launchedOn: "2026-11-25", dropped: false, from: "approved" };
      expect(await lastEvent()).toEqual({ type: "review.closed", subject: ["review", id], data });
    });

    it("S09 ends no launched review whose evidence has changed since, until what was approved is put back", async () => {
      const { id, sequence } = await approved(cast);
      const launched = await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const changed = await attachDocuments(cast.requester, id, { sequence: launched.sequence, documents });
      const close = { sequence: changed.sequence, reason: "Launched" };
      const why = "The evidence has changed since the approval. Put back what was approved, or open the review again.";
      expect((await refuses(db(), Conflict, () => closeReview(cast.engineer, id, close))).message).toBe(why);
      const { documents: attached, may } = await reviewDetail(cast.engineer, id);
      expect(may.close).toEqual({ allowed: false, because: "state", reason: why });
      const document = attached.find(({ name }) => name === "policy.json")?.id ?? 0;
      const back = await removeDocument(cast.requester, id, document, { sequence: changed.sequence });
      const done = await closeReview(cast.engineer, id, { ...close, sequence: back.sequence });
      expect(done).toMatchObject({ state: "closed" });
    });

    it("ends an approved review that was not launched as dropped, said so, and never both", async () => {
      const { id, sequence } = await approved(cast);
      const wanted = { sequence, reason: "Another way was found" };
      const error = await refuses(db(), Conflict, () => closeReview(cast.engineer, id, wanted));
      expect(error.message).toBe("Its launch is not recorded yet. Record it, or close the review as dropped.");
      expect(await closeReview(cast.engineer, id, { ...wanted, dropped: true })).toMatchObject({ state: "closed" });
      const data = { launchedOn: null, dropped: true, from: "approved" };
      expect(await lastEvent()).toEqual({ type: "review.closed", subject: ["review", id], data });
      const other = await approved(cast);
      const launched = await recordLaunch(cast.requester, other.id, {
        sequence: other.sequence,
        launchedOn: "2026-11-25",
      });
      const both = { ...wanted, sequence: launched.sequence, dropped: true };
      await refuses(db(), Conflict, () => closeReview(cast.engineer, other.id, both));
    });

    it("asks of a change that was opened again since its launch whether that was launched, or dropped", async () => {
      const engineer = at(cast.engineer, "2026-11-26T09:00:00Z");
      const { id, sequence } = await approved(cast);
      const launched = await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
      const open = await reopenReview(at(cast.requester, "2026-11-26T09:00:00Z"), id, {
        sequence: launched.sequence,
        reason: "A second key",
      });
      expect(open.state).toBe("in_review");
      const anew = await approveReview(engineer, id, { sequence: open.sequence });
      const wanted = { sequence: anew.sequence, reason: "No second key" };
      const error = await refuses(db(), Conflict, () => closeReview(engineer, id, wanted));
      expect(error.message).toBe("Its launch is not recorded yet. Record it, or close the review as dropped.");
      expect(await closeReview(engineer, id, { ...wanted, dropped: true })).toMatchObject({
        state: "closed",
      });
      const data = { launchedOn: null, dropped: true, from: "approved" };
      expect(await lastEvent()).toEqual({ type: "review.closed", subject: ["review", id], data });
    });

    it("refuses while a finding is not settled", async () => {
      const { id, sequence } = await approved(cast);
      const finding = { title: "Late one", severity: "low", blocking: false, sequence } as const;
      const raised = await raiseFinding(cast.engineer, id, finding);
      const wanted = { sequence: raised.sequence, reason: "Done", dropped: true };
      await refuses(db(), Conflict, () => closeReview(cast.engineer, id, wanted));
      await db().update(findings).set({ state: "invalid" });
      expect(await closeReview(cast.engineer, id, wanted)).toMatchObject({ state: "closed" });
    });

    it("refuses while a risk is accepted no longer, as the gate does", async () => {
      const { id, sequence } = await claimed(cast);
      const finding = { title: "No owner", severity: "high", blocking: true, sequence } as const;
      const raised = await raiseFinding(cast.engineer, id, finding);
      const settled = await riskAccepted(cast, raised, raised.findingId, { acceptedUntil: "2026-12-01" });
      const done = await approveReview(cast.engineer, id, { sequence: settled.sequence });
      const wanted = { sequence: done.sequence, reason: "Done", dropped: true };
      const late = at(cast.engineer, "2026-12-02T00:00:00Z");
      const error = await refuses(db(), Conflict, () => closeReview(late, id, wanted));
      expect(error.message).toContain("finding is not settled");
      const last = at(cast.engineer, "2026-12-01T09:00:00Z");
      expect(await closeReview(last, id, wanted)).toMatchObject({ state: "closed" });
    });

    it("refuses conditions, others, no reason, the wrong state and a stale number", async () => {
      const promised = await approvedWithConditions(cast);
      const early = { sequence: promised.sequence, reason: "Done" };
      await refuses(db(), Conflict, () => closeReview(cast.engineer, promised.id, early));
      const { id, sequence } = await approved(cast);
      const wanted = { sequence, reason: "Done" };
      await refuses(db(), Forbidden, () => closeReview(cast.requester, id, wanted));
      await refuses(db(), Forbidden, () => closeReview(cast.guardian, id, wanted));
      await refuses(db(), NotFound, () => closeReview(cast.outsider, id, wanted));
      await refuses(db(), Invalid, () => closeReview(cast.engineer, id, wrong({ sequence })));
      await refuses(db(), Conflict, () => closeReview(cast.engineer, id, { ...wanted, sequence: 1 }));
    });
  });

  describe("saying that a condition is kept", () => {
    const NOTE = "The old key is disabled";
    const only = async () => (await db().select().from(reviewConditions))[0];

    it("keeps who said it, when and how, and leaves the review where it is", async () => {
      const { id, sequence } = await approvedWithConditions(cast);
      const receipt = await keepCondition(cast.requester, id, 1, { sequence, note: NOTE });
      expect(receipt).toMatchObject({ state: "approved_with_conditions", sequence: sequence + 1 });
      const { personId: keptById } = cast.requester.actor;
      expect(await only()).toMatchObject({ keptById, keptAt: NOW, keptNote: NOTE, verifiedAt: null });
      const data = { conditionId: 1 };
      expect(await lastEvent()).toEqual({ type: "review.condition-kept", subject: ["review", id], data });
      const kept = { at: NOW.toISOString(), by: { id: keptById, name: "Rita Requester" }, note: NOTE };
      const { decisions } = await reviewDetail(cast.engineer, id);
      expect(decisions[0]?.conditions[0]).toMatchObject({ kept, verifiedAt: null });
    });

    it("replaces what was said before, whoever said it, and no second time with the same words", async () => {
      const { id, sequence } = await approvedWithConditions(cast);
      const one = await keepCondition(cast.guardian, id, 1, { sequence, note: "Soon" });
      const later = at(cast.requester, "2026-11-26T10:00:00Z");
      const two = await keepCondition(later, id, 1, { sequence: one.sequence, note: NOTE });
      const { personId: keptById } = cast.requester.actor;
      expect(await only()).toMatchObject({ keptById, keptAt: later.now, keptNote: NOTE });
      const again = { sequence: two.sequence, note: NOTE };
      const error = await refuses(db(), Conflict, () => keepCondition(cast.guardian, id, 1, again));
      expect(error.message).toBe("It is said to be kept already, in these words.");
    });

    it("is its owner's, of what they own alone, and of those who answer for the review", async () => {
      const { id, sequence } = await claimed(cast);
      const conditions = [conditionOf(cast, { ownerId: cast.outsider.actor.personId }), conditionOf(cast)];
      const promised = await approveReview(cast.engineer, id, { sequence, conditions });
      const offered = async (ctx: Cast["manager"]) => {
        const { may, decisions } = await reviewDetail(ctx, id);
        return [may.keep_condition?.allowed, ...(decisions[0]?.conditions ?? []).map(({ mayKeep }) => mayKeep)];
      };
      expect(await offered(cast.outsider)).toEqual([true, true, false]);
      expect(await offered(cast.colleague)).toEqual([false, false, false]);
      for (const ctx of [cast.requester, cast.guardian, cast.engineer, cast.second]) {
        expect(await offered(ctx)).toEqual([true, true, true]);
      }
      const said = { sequence: promised.sequence, note: NOTE };
      const error = await refuses(db(), Forbidden, () => keepCondition(cast.outsider, id, 2, said));
      expect(error.message).toContain("the owner of the condition");
      expect(await keepCondition(cast.outsider, id, 1, said)).toMatchObject({ id });
    });

    it("lets it be verified only once someone said that it is kept", async () => {
      const { id, sequence } = await claimed(cast);
      const conditions = [conditionOf(cast), conditionOf(cast, { text: "Add an alarm" })];
      const promised = await approveReview(cast.engineer, id, { sequence, conditions });
      const kept = await keepCondition(cast.requester, id, 1, { sequence: promised.sequence, note: NOTE });
      const one = await verifyCondition(cast.engineer, id, 1, { sequence: kept.sequence });
      const wanted = { sequence: one.sequence };
      const early = await refuses(db(), Conflict, () => verifyCondition(cast.engineer, id, 2, wanted));
      expect(early.message).toContain("Nobody has said yet that this condition is kept.");
      const said = await keepCondition(cast.guardian, id, 2, { ...wanted, note: NOTE });
      const two = await verifyCondition(cast.engineer, id, 2, { sequence: said.sequence });
      expect(two.state).toBe("approved");
    });

    it("refuses one that is verified, and one of a decision that a later one replaced", async () => {
      const { id, sequence } = await claimed(cast);
      const conditions = [conditionOf(cast), conditionOf(cast, { text: "Add an alarm" })];
      const promised = await approveReview(cast.engineer, id, { sequence, conditions });
      const said = await keepCondition(cast.requester, id, 1, { sequence: promised.sequence, note: NOTE });
      const done = await verifyCondition(cast.engineer, id, 1, { sequence: said.sequence });
      const verified = await refuses(db(), Conflict, () =>
        keepCondition(cast.requester, id, 1, { sequence: done.sequence, note: NOTE }),
      );
      expect(verified.message).toContain("verified already");
      const open = await reopenReview(cast.requester, id, { sequence: done.sequence, reason: "Another way" });
      const more = { sequence: open.sequence, note: NOTE };
      await refuses(db(), Conflict, () => keepCondition(cast.requester, id, 2, more));
      const anew = await approveReview(cast.engineer, id, { sequence: open.sequence, conditions: [conditionOf(cast)] });
      const replaced = await refuses(db(), Conflict, () =>
        keepCondition(cast.requester, id, 2, { sequence: anew.sequence, note: NOTE }),
      );
      expect(replaced.message).toContain("ended with the decision");
    });

    it("refuses others, no words, one of another review, another state and a stale number", async () => {
      const { id, sequence } = await approvedWithConditions(cast);
      const said = { sequence, note: NOTE };
      for (const ctx of [cast.colleague, cast.manager, cast.auditor]) {
        await refuses(db(), Forbidden, () => keepCondition(ctx, id, 1, said));
      }
      await refuses(db(), NotFound, () => keepCondition(cast.outsider, id, 1, said));
      await refuses(db(), NotFound, () => keepCondition(cast.requester, id, 99, said));
      await refuses(db(), Conflict, () => keepCondition(cast.requester, id, 1, { ...said, sequence: 1 }));
      for (const parts of [{ note: " " }, { note: undefined }, { keptAt: "now" }]) {
        await refuses(db(), Invalid, () => keepCondition(cast.requester, id, 1, wrong({ ...said, ...parts })));
      }
      const other = await approvedWithConditions(cast);
      await refuses(db(), NotFound, () =>
        keepCondition(cast.requester, other.id, 1, { ...said, sequence: other.sequence }),
      );
    });
  });

  describe("verifying conditions", () => {
    it("S07 is for nobody who said that it is kept, whoever says so after them", async () => {
      const { id, sequence } = await approvedWithConditions(cast);
      const one = await keepCondition(cast.engineer, id, 1, { sequence, note: "I turned it off" });
      const two = await keepCondition(cast.requester, id, 1, { sequence: one.sequence, note: "See change 12" });
      const wanted = { sequence: two.sequence };
      const error = await refuses(db(), Forbidden, () => verifyCondition(cast.engineer, id, 1, wanted));
      expect(error.message).toBe(
        "The person who says that a condition is kept cannot verify it: it takes a second person.",
      );
      const { decisions } = await reviewDetail(cast.engineer, id);
      const keeperIds = [cast.engineer, cast.requester].map(({ actor }) => actor.personId).sort((a, b) => a - b);
      expect(decisions[0]?.conditions[0]?.keeperIds).toEqual(keeperIds);
      expect(await verifyCondition(cast.second, id, 1, wanted)).toMatchObject({ state: "approved" });
    });

    it("makes the review approved with the last one, and the launch possible", async () => {
      const { id, sequence } = await claimed(cast);
      const conditions = [conditionOf(cast), conditionOf(cast, { text: "Add an alarm", when: "after_launch" })];
      const promised = await approveReview(cast.engineer, id, { sequence, conditions });
      const first = await keepCondition(cast.requester, id, 1, { sequence: promised.sequence, note: "Done" });
      const both = await keepCondition(cast.requester, id, 2, { sequence: first.sequence, note: "Done" });
      const one = await verifyCondition(cast.second, id, 1, { sequence: both.sequence });
      expect(one.state).toBe("approved_with_conditions");
      const two = await verifyCondition(cast.second, id, 2, { sequence: one.sequence });
      expect(two.state).toBe("approved");
      const subject = ["review", id];
      expect((await recorded(db())).slice(-2)).toEqual([
        { type: "review.condition-verified", subject, data: { conditionId: 1, open: 1 } },
        { type: "review.condition-verified", subject, data: { conditionId: 2, open: 0 } },
      ]);
      const verified = { verifiedAt: NOW.toISOString(), verifiedBy: { name: "Sara Second" } };
      expect((await reviewDetail(cast.auditor, id)).decisions[0]?.conditions).toMatchObject([verified, verified]);
      await recordLaunch(cast.requester, id, { sequence: two.sequence, launchedOn: "2026-11-25" });
    });

    it("asks nothing for the promises of a decision that a later one replaced, anywhere", async () => {
      const { id, sequence } = await approvedWithConditions(cast);
      expect(await conditionNeeds(cast.requester)).toHaveLength(1);
      const open = await reopenReview(cast.requester, id, { sequence, reason: "The key is gone" });
      const done = await approveReview(cast.engineer, id, { sequence: open.sequence });
      expect(await conditionNeeds(cast.requester)).toEqual([]);
      const launched = await recordLaunch(cast.requester, id, { sequence: done.sequence, launchedOn: "2026-11-25" });
      const receipt = await closeReview(cast.engineer, id, { sequence: launched.sequence, reason: "Launched" });
      expect(receipt.state).toBe("closed");
    });

    it("asks a program manager at once about the promise of somebody who has left", async () => {
      const { id } = await approvedWithConditions(cast);
      expect(await conditionNeeds(cast.manager)).toEqual([]);
      await deactivatePerson(cast.admin, { personId: cast.requester.actor.personId });
      expect(await conditionNeeds(cast.manager)).toMatchObject([
        { verb: "Ask about the condition", overdue: false, note: `REV-${id}, condition, whose owner has left` },
      ]);
    });

    it("asks nothing for the promises of a decision that was reopened, also where nobody decides again", async () => {
      const { id, sequence } = await approvedWithConditions(cast);
      const late = (ctx: Cast["manager"]) => at(ctx, "2026-12-20T09:00:00Z");
      expect(await conditionNeeds(late(cast.manager))).toHaveLength(1);
      const open = await reopenReview(cast.requester, id, { sequence, reason: "The key is gone" });
      const needs = async () => [
        ...(await conditionNeeds(late(cast.requester))),
        ...(await conditionNeeds(late(cast.manager))),
      ];
      expect(await needs()).toEqual([]);
      await cancelReview(cast.requester, id, { sequence: open.sequence, reason: "Not needed" });
      expect(await needs()).toEqual([]);
    });

    describe("after the launch, of a change that is launched", () => {
      const late = (ctx: Cast["manager"]) => at(ctx, "2026-12-20T09:00:00Z");
      const needs = async (ctx: Cast["manager"]) => (await conditionNeeds(late(ctx))).map(({ verb }) => verb);

      /** Launched with a promise of the requester's, which is due on 10 December, and open again. */
      async function openAgain(conditions = [conditionOf(cast, { when: "after_launch" })]) {
        const { id, sequence } = await claimed(cast);
        const promised = await approveReview(cast.engineer, id, { sequence, conditions });
        const launch = { sequence: promised.sequence, launchedOn: "2026-11-25" };
        const launched = await recordLaunch(cast.requester, id, launch);
        return reopenReview(cast.requester, id, { sequence: launched.sequence, reason: "A wrong title" });
      }

      it("stays owed while the review is open again, until it is decided on anew", async () => {
        const { id, sequence } = await openAgain();
        expect(await needs(cast.requester)).toEqual(["Keep the condition"]);
        expect(await needs(cast.manager)).toEqual(["Ask about the condition"]);
        const refused = await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence }));
        const why =
          "1 condition of what was launched is not verified: verify it, or approve with conditions that take its place.";
        expect(refused.message).toBe(why);
        const { may } = await reviewDetail(cast.engineer, id);
        expect(may.approve).toEqual({ allowed: false, because: "state", reason: why });
        expect(may.approve_with_conditions).toEqual({ allowed: true });
        const conditions = [conditionOf(cast, { dueOn: "2027-01-20", text: "Rotate it each month" })];
        await approveReview(cast.engineer, id, { sequence, conditions });
        for (const ctx of [cast.requester, cast.manager]) {
          expect((await conditionNeeds(ctx)).map(({ thing }) => thing)).not.toContain("Rotate the key");
        }
      });

      it("is said to be kept and verified then as before, which leaves the review where it is", async () => {
        const { id, sequence } = await openAgain();
        const kept = await keepCondition(late(cast.requester), id, 1, { sequence, note: "It is rotated" });
        expect(await needs(cast.engineer)).toEqual(["Verify the condition"]);
        const done = await verifyCondition(late(cast.second), id, 1, { sequence: kept.sequence });
        expect(done).toMatchObject({ state: "in_review" });
        for (const ctx of [cast.requester, cast.manager, cast.engineer]) expect(await needs(ctx)).toEqual([]);
        const anew = await approveReview(late(cast.engineer), id, { sequence: done.sequence });
        expect(anew).toMatchObject({ state: "approved" });
      });

      it("is alone in that: one before the launch has ended with the decision", async () => {
        const { id, sequence } = await claimed(cast);
        const conditions = [conditionOf(cast), conditionOf(cast, { when: "after_launch", text: "Watch the log" })];
        const promised = await approveReview(cast.engineer, id, { sequence, conditions });
        const past = { sequence: promised.sequence, launchedOn: "2026-11-25", reason: "The old key was leaked" };
        const launched = await breakGlass(cast.manager, id, past);
        const reopened = { sequence: launched.sequence, reason: "A wrong title" };
        const open = await reopenReview(cast.requester, id, reopened);
        const owed = (await conditionNeeds(late(cast.requester))).map(({ thing }) => thing);
        expect(owed).toEqual(["Watch the log"]);
        const wanted = { sequence: open.sequence };
        const error = await refuses(db(), Conflict, () => verifyCondition(cast.second, id, 1, wanted));
        expect(error.message).toBe("This condition has ended with the decision that it was made with.");
      });

      it("is not ended by a cancel: what was launched is decided on", async () => {
        const { id, sequence } = await openAgain();
        const why =
          "Its change was launched on 25 Nov 2026, and is not withdrawn: the reviewer approves it anew, or rejects it.";
        for (const ctx of [cast.requester, cast.manager]) {
          const error = await refuses(db(), Conflict, () => cancelReview(ctx, id, { sequence, reason: "Not needed" }));
          expect(error.message).toBe(why);
          const { may } = await reviewDetail(ctx, id);
          expect(may.cancel).toEqual({ allowed: false, because: "state", reason: why });
        }
        expect(await needs(cast.manager)).toEqual(["Ask about the condition"]);
      });
    });

    it("S07 refuses the owner of the condition", async () => {
      const { id, sequence } = await claimed(cast);
      const conditions = [conditionOf(cast, { ownerId: cast.second.actor.personId })];
      const promised = await approveReview(cast.engineer, id, { sequence, conditions });
      const wanted = { sequence: promised.sequence };
      const error = await refuses(db(), Forbidden, () => verifyCondition(cast.second, id, 1, wanted));
      expect(error.message).toContain("owner");
      const kept = await keepCondition(cast.second, id, 1, { ...wanted, note: "The old key is gone" });
      const done = await verifyCondition(cast.engineer, id, 1, { sequence: kept.sequence });
      expect(done).toMatchObject({ state: "approved" });
    });

    it("refuses others, a second time, one of another review, another state and a stale number", async () => {
      const { id, sequence } = await approvedWithConditions(cast);
      for (const ctx of [cast.requester, cast.guardian, cast.manager]) {
        await refuses(db(), Forbidden, () => verifyCondition(ctx, id, 1, { sequence }));
      }
      await refuses(db(), NotFound, () => verifyCondition(cast.outsider, id, 1, { sequence }));
      await refuses(db(), NotFound, () => verifyCondition(cast.engineer, id, 99, { sequence }));
      await refuses(db(), Conflict, () => verifyCondition(cast.engineer, id, 1, { sequence: 1 }));
      await refuses(db(), Invalid, () => verifyCondition(cast.engineer, id, 1, wrong({ sequence, verifiedAt: "now" })));
      const other = await approvedWithConditions(cast);
      await refuses(db(), NotFound, () => verifyCondition(cast.engineer, other.id, 1, { sequence: other.sequence }));
      const kept = await keepCondition(cast.requester, id, 1, { sequence, note: "The old key is gone" });
      const done = await verifyCondition(cast.engineer, id, 1, { sequence: kept.sequence });
      await refuses(db(), Conflict, () => verifyCondition(cast.engineer, id, 1, { sequence: done.sequence }));
    });
  });

  it("keeps the tier's word: raising it asks for the endorsement", async () => {
    const { id, sequence } = await claimed(cast);
    const raised = await changeTier(cast.requester, id, { sequence, tier: "high", reason: "It moves money" });
    const error = await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: raised.sequence }));
    expect(error.message).toContain("endorsement");
    const change = { from: "low", to: "high", reason: "It moves money", at: NOW.toISOString() };
    const by = { id: cast.requester.actor.personId, name: "Rita Requester" };
    const { tierChange } = await reviewDetail(cast.colleague, id);
    expect(tierChange).toEqual({ ...change, by });
    expect((await reviewDetail(cast.colleague, (await claimed(cast)).id)).tierChange).toBeNull();
  });
});
