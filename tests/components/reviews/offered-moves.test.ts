import { beforeAll, describe, expect, it } from "vitest";
import { askedNotBy, waivedBy } from "#components/reviews/findings/waivable.ts";
import { movePermission, readerOf } from "#components/reviews/moves/move-permission.ts";
import { movesOf } from "#components/reviews/moves/offered-moves.ts";
import type { Db } from "#db/client.ts";
import { reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { remind } from "#lib/reviews/asks/remind.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { resubmitReview } from "#lib/reviews/asks/resubmit-review.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { keepCondition } from "#lib/reviews/conditions/keep-condition.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { confirmNoPolicies } from "#lib/reviews/decisions/confirm-no-policies.ts";
import { endorseRevision } from "#lib/reviews/decisions/endorse-revision.ts";
import { giveFeedback } from "#lib/reviews/decisions/give-feedback.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { changeTier } from "#lib/reviews/drafts/change-tier.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { askWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { waiveGate } from "#lib/reviews/exceptions/waive.ts";
import { importPastReviews } from "#lib/reviews/imports/import-past-reviews.ts";
import { assignGuardian } from "#lib/reviews/involvement/assign-guardian.ts";
import { breakGlass } from "#lib/reviews/launch/break-glass.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { resumeReview } from "#lib/reviews/lifecycle/resume-review.ts";
import { closesAsDropped } from "#lib/reviews/rules/close.ts";
import { type Gate, WAIVABLE_GATES } from "#lib/reviews/rules/gates.ts";
import { CAPABILITIES, REVIEW_VERBS, type ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { mayVerify } from "#lib/reviews/rules/verify.ts";
import { at, context } from "#tests/support/actors.ts";
import { openTestDatabase, type TestDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import {
  addCast,
  approved,
  approvedWithConditions,
  type Cast,
  claimed,
  conditionOf,
  drafted,
  draftOf,
  modelBy,
  type PersonContext,
  rejected,
  sentBack,
  submitted,
} from "#tests/support/reviews.ts";
import { askFor, TAKES_MODEL } from "#tests/support/waivers.ts";

type Detail = Awaited<ReturnType<typeof reviewDetail>>;
type Try = (ctx: PersonContext) => Promise<unknown>;

const TOMORROW = "2026-11-26";
const TODAY = "2026-11-25";
const LONG_AGO = "2020-01-01";
const FINDING = { title: "Open bucket", severity: "high", blocking: true } as const;
const POLICY = {
  name: "role.json",
  content: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
};
const FEEDBACK = { scope: 2, threats: 2, mitigations: 2, validation: 2, sentence: "Good" };

const idsOf = (gates: readonly Gate[]) => WAIVABLE_GATES.filter((gate) => gates.some(({ id }) => id === gate));

/** Each way in which the controls of a move can be filled, so that nothing of what is written is wrong. */
const TRIES: Record<string, (review: Detail, cast: Cast, me: number) => Try[]> = {
  submit: ({ id, sequence }) => [(ctx) => submitReview(ctx, id, { sequence })],
  claim: ({ id, sequence }) => [(ctx) => claimReview(ctx, id, { sequence, conflict: "" })],
  approve: ({ id, sequence }) => [(ctx) => approveReview(ctx, id, { sequence })],
  approve_with_conditions: ({ id, sequence }, cast) => [
    (ctx) => approveReview(ctx, id, { sequence, conditions: [conditionOf(cast)] }),
  ],
  request_changes: ({ id, sequence }) => [
    (ctx) => requestChanges(ctx, id, { sequence, reasonCode: "evidence", message: "Why?" }),
  ],
  reject: ({ id, sequence }) => [(ctx) => rejectReview(ctx, id, { sequence, reason: "No" })],
  confirm_no_policies: ({ id, sequence }) => [(ctx) => confirmNoPolicies(ctx, id, { sequence })],
  endorse: ({ id, sequence }) => [(ctx) => endorseRevision(ctx, id, { sequence })],
  record_launch: ({ id, sequence }) => [(ctx) => recordLaunch(ctx, id, { sequence, launchedOn: TODAY })],
  // Nothing is written that the dialog does not ask for.
  resubmit: ({ id, sequence, answerOwed }) => [
    (ctx) => resubmitReview(ctx, id, { sequence, message: answerOwed ? "Done" : "" }),
  ],
  close: ({ id, sequence, state, launchedSince }) => [
    (ctx) => closeReview(ctx, id, { sequence, reason: "Over", dropped: closesAsDropped(state, launchedSince) }),
  ],
  hold: ({ id, sequence }) => [
    (ctx) => holdReview(ctx, id, { sequence, reasonCode: "evidence", reason: "Ill", resumeOn: TOMORROW }),
  ],
  resume: ({ id, sequence }) => [(ctx) => resumeReview(ctx, id, { sequence })],
  remind: ({ id, sequence }) => [(ctx) => remind(ctx, id, { sequence })],
  release: ({ id, sequence }) => [(ctx) => releaseReview(ctx, id, { sequence, reason: "Ill" })],
  reopen: ({ id, sequence }) => [(ctx) => reopenReview(ctx, id, { sequence, reason: "More" })],
  cancel: ({ id, sequence }) => [(ctx) => cancelReview(ctx, id, { sequence, reason: "Dropped" })],
  edit: ({ id, sequence }) => [(ctx) => editReview(ctx, id, { sequence, title: "Another title" })],
  assign_guardian: ({ id, sequence }) => [(ctx) => assignGuardian(ctx, id, { sequence, guardianId: null })],
  ask_waiver: ({ id, sequence, gates, waiverAsks }, _cast, me) =>
    idsOf(askedNotBy(me, gates, waiverAsks)).map(
      (gate) => (ctx) => askWaiver(ctx, id, { sequence, gate: gate, reason: "R" }),
    ),
  waive: ({ id, sequence, gates, waiverAsks }, _cast, me) =>
    idsOf(waivedBy(me, gates, waiverAsks)).map(
      (gate) => (ctx) => waiveGate(ctx, id, { sequence, gate: gate, reason: "R", expiresOn: "2026-12-20" }),
    ),
  end_waiver: ({ id, sequence, endableGates }) =>
    endableGates.map((gate) => (ctx) => endGateWaiver(ctx, id, { sequence, gate: gate, reason: "R" })),
  again: ({ id }, cast) => [(ctx) => draftReview(ctx, draftOf(cast, { guardianId: null, previousReviewId: id }))],
  give_feedback: ({ id, sequence }) => [(ctx) => giveFeedback(ctx, id, { sequence, feedback: FEEDBACK })],
  comment: ({ id }) => [(ctx) => commentOnReview(ctx, id, { body: "Seen", mentions: [] })],
  attach: ({ id, sequence }) => [(ctx) => attachDocuments(ctx, id, { sequence, documents: [POLICY] })],
  keep_condition: ({ id, sequence, decisions: [decision] }) =>
    (decision?.conditions ?? [])
      .filter(({ mayKeep }) => mayKeep)
      .map((condition) => (ctx) => keepCondition(ctx, id, condition.id, { sequence, note: "Done" })),
  raise_finding: ({ id, sequence }) => [(ctx) => raiseFinding(ctx, id, { sequence, ...FINDING })],
};

/** Those where one way of filling is enough: the words of the dialog say which one is wanted when. */
const ANY_WAY: typeof TRIES = {
  // Where nothing stands in the way today, a launch before the approval went past it.
  break_glass: ({ id, sequence }) =>
    [TODAY, LONG_AGO].map((launchedOn) => (ctx) => breakGlass(ctx, id, { sequence, launchedOn, reason: "Fire" })),
  change_tier: ({ id, sequence, tier }) =>
    TIERS.filter((one) => one !== tier).map(
      (one) => (ctx) => changeTier(ctx, id, { sequence, tier: one, reason: "R" }),
    ),
};

const WAYS = { ...TRIES, ...ANY_WAY };

class Undone extends Error {}

/** What a verb answers, and nothing of it stays: null where it does it, else the words of its refusal. */
async function answerOf(ctx: PersonContext, act: Try): Promise<string | null> {
  let answer: string | null = null;
  await transaction(ctx, async (inner) => {
    await act({ ...ctx, db: inner.db }).catch((error: unknown) => {
      const isKnown = [Conflict, Forbidden, Invalid, NotFound].some((kind) => error instanceof kind);
      if (!isKnown) throw error;
      answer = (error as Error).message;
    });
    throw new Undone();
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return answer;
}

describe("the moves that a review's page offers", () => {
  let test: TestDatabase;
  let db: Db;
  let cast: Cast;
  let people: Record<string, PersonContext> = {};
  let standing: Record<string, number> = {};

  beforeAll(async () => {
    test = await openTestDatabase();
    db = test.db;
    cast = await addCast(db);
    const as = async (parts: Parameters<typeof addPerson>[1]) => context(db, await addPerson(db, parts));
    people = {
      requester: cast.requester,
      guardian: cast.guardian,
      colleague: cast.colleague,
      reviewer: cast.engineer,
      engineer: cast.second,
      "program manager": cast.manager,
      auditor: cast.auditor,
      admin: cast.admin,
      outsider: cast.outsider,
      "engineer who manages": await as({ roles: ["security_engineer", "program_manager"] }),
      "engineer of the team": await as({ teamId: cast.teamId, roles: ["security_engineer"] }),
    };
    standing = await reviewsInEachState(cast, people);
    return () => test.close();
  });

  it("are those that their verbs make, for anyone who reads in whatever state", async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const [where, id] of Object.entries(standing)) {
      for (const [who, ctx] of Object.entries(people)) {
        const review = await reviewDetail(ctx, id).catch(() => null);
        if (!review) continue;
        const me = ctx.actor.personId;
        for (const [verb, isOffered] of new Map([...toldOf(review), ...shownOf(review, ctx)])) {
          const answers: (string | null)[] = [];
          for (const way of WAYS[verb]?.(review, cast, me) ?? []) answers.push(await answerOf(ctx, way));
          asked += answers.length;
          const done = answers.filter((answer) => answer === null).length;
          const isMade = verb in ANY_WAY ? done > 0 : done > 0 && done === answers.length;
          const said = answers.filter((answer) => answer !== null).join(" | ");
          if (isOffered && !isMade) wrong.push(`${where}: the ${who} is offered ${verb}: ${said}`);
          if (!isOffered && done > 0) wrong.push(`${where}: the ${who} is refused ${verb}, which the verb does`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(500);
  });

  it("are those of which the review says so itself, with what stands in the way", async () => {
    const saidOf = async (where: string, ctx: PersonContext) => (await reviewDetail(ctx, standing[where] ?? 0)).may;
    const { engineer, requester, second } = cast;
    const state = (reason: string) => ({ allowed: false, because: "state", reason });
    const { approve } = await saidOf("in review, of high tier", engineer);
    expect(approve).toEqual(state("3 gates are missing: threat model, policy checks and endorsement."));
    const { record_launch } = await saidOf("approved with conditions", requester);
    expect(record_launch).toEqual(state("A pre-launch condition is not verified yet: Rotate the key."));
    const { close } = await saidOf("approved, with a finding", second);
    expect(close).toEqual(state("A finding is not resolved yet. Verify it, mark it invalid or accept its risk first."));
    const { give_feedback } = await saidOf("approved", engineer);
    expect(give_feedback).toEqual(state("No guardian was involved in this review, so there is no input to rate."));
  });

  it("are break-glass only where something stands in the way of a launch today", async () => {
    const shown = async (where: string) => {
      const review = await reviewDetail(cast.manager, standing[where] ?? 0);
      const { groups } = movesOf(review, readerOf(cast.manager.actor, review));
      return groups.flat().some(({ key }) => key === "break_glass");
    };
    for (const where of ["approved", "launched", "approved with conditions for later"])
      expect([where, await shown(where)]).toEqual([where, false]);
    for (const where of ["approved with conditions", "approved on other evidence", "imported"])
      expect([where, await shown(where)]).toEqual([where, true]);
  });

  it("are, of a review on hold, those of whom the table lets resume it", async () => {
    const review = await reviewDetail(cast.second, standing["on hold"] ?? 0);
    expect(movesOf(review, readerOf(cast.second.actor, review)).next).toBe(
      "On hold until the requester, the reviewer who claimed it or a program manager resumes it.",
    );
  });

  it("say of a release where it leads: to the queue only from the hands of its reviewer", async () => {
    const { engineer } = cast;
    const noteIn = async (where: string) => {
      const review = await reviewDetail(engineer, standing[where] ?? 0);
      const { groups } = movesOf(review, readerOf(engineer.actor, review));
      return groups.flat().find(({ key }) => key === "release")?.note;
    };
    expect(await noteIn("in review")).toBe("The review returns to the queue");
    expect(await noteIn("changes requested")).toBe("The state stays, without a reviewer");
    expect(await noteIn("on hold, with its reviewer")).toBe("The state stays, without a reviewer");
  });

  it("are first the waiver that is asked of who may give it, and no endorsement that nobody needs", async () => {
    const firstOf = async (name: string, { actor }: PersonContext) => {
      const review = await reviewDetail(cast.second, standing[name] ?? 0);
      return movesOf(review, readerOf(actor, review)).primary?.key ?? null;
    };
    expect(await firstOf("in review, a waiver asked for, of medium tier", cast.second)).toBe("waive");
    expect(await firstOf("in review, a waiver asked for", cast.second)).toBe("endorse");
    expect(await firstOf("in review, of high tier", cast.second)).toBe("endorse");
    expect(await firstOf("in review", cast.second)).toBeNull();
  });

  it("are a finding's answer before the request's, and no verification by who promised", async () => {
    const { requester, engineer } = cast;
    const review = await reviewDetail(requester, standing["changes requested, with a finding"] ?? 0);
    const reader = readerOf(requester.actor, review);
    expect(movesOf(review, reader).primary).toEqual({
      key: "answer_findings",
      label: "Answer the findings",
      href: "#findings",
      next: "1 finding waits for an answer. Answer each one, or add new evidence.",
    });
    const [owner, other] = [requester.actor.personId, engineer.actor.personId];
    expect(mayVerify({ ownerId: other, keeperIds: [owner] }, other)).toMatchObject({ because: "actor" });
    expect(mayVerify({ ownerId: owner, keeperIds: [other] }, other)).toMatchObject({ because: "actor" });
    expect(mayVerify({ ownerId: owner, keeperIds: [] }, other)).toMatchObject({ because: "state" });
    expect(mayVerify({ ownerId: owner, keeperIds: [owner] }, other)).toEqual({ allowed: true });
  });
});

/** The moves that the page shows, and whether each is offered. What is a page of its own is no verb. */
function shownOf(review: Detail, ctx: PersonContext): Map<string, boolean> {
  const reader = readerOf(ctx.actor, review);
  const { primary, groups } = movesOf(review, reader);
  const beside = (["comment", "attach", "raise_finding"] as const).map(
    (verb) => [verb, movePermission(review, verb, reader).allowed] as const,
  );
  const menu = groups.flat().map(({ key, permission }) => [key, permission.allowed] as const);
  const first = primary ? [[primary.key, true] as const] : [];
  return new Map([...beside, ...menu, ...first].filter(([key]) => key in WAYS));
}

/** What the review itself says of the verbs of its state. Which gate a waiver is of is chosen with it. */
function toldOf({ may, state }: Detail): [ReviewVerb, boolean][] {
  const chosen: ReviewVerb[] = ["ask_waiver", "waive", "end_waiver"];
  const verbs = REVIEW_VERBS.filter((verb) => CAPABILITIES[verb].from.includes(state) && !chosen.includes(verb));
  return verbs
    .filter((verb) => verb in WAYS && may[verb]?.because !== "actor")
    .map((verb) => [verb, may[verb]?.allowed === true]);
}

/** A review in each state, and in what of it changes what can be done. */
async function reviewsInEachState(cast: Cast, people: Record<string, PersonContext>): Promise<Record<string, number>> {
  const { requester, engineer, guardian, second, manager } = cast;
  const db = requester.db;
  const later = at(requester, "2026-11-25T10:00:00Z");
  const high = async (review: Receipt) => {
    await changeTier(guardian, review.id, { sequence: review.sequence, tier: "high", reason: "Keys" });
    return { ...review, sequence: review.sequence + 1 };
  };
  const waived = async ({ id, sequence }: Receipt) => {
    const asked = { gate: "threat_model", reason: "Ill" } as const;
    const ask = await askWaiver(guardian, id, { ...asked, sequence });
    return waiveGate(second, id, { ...asked, sequence: ask.sequence, expiresOn: "2026-12-10" });
  };
  const standing: Record<string, Promise<{ id: number }> | { id: number }> = {};
  standing["an unfinished draft"] = await drafted(cast, { intake: emptyIntake() });
  standing["a draft"] = await drafted(cast);
  standing.submitted = await submitted(cast);
  standing["submitted, of high tier"] = await high(await submitted(cast));
  standing["in review"] = await claimed(cast);
  standing["in review, of high tier"] = await high(await claimed(cast));
  const asked = await high(await claimed(cast));
  standing["in review, a waiver asked for"] = await askWaiver(guardian, asked.id, {
    sequence: asked.sequence,
    gate: "threat_model",
    reason: "Ill",
  });
  const medium = await claimed(cast, TAKES_MODEL);
  standing["in review, a waiver asked for, of medium tier"] = await askFor(requester, medium);
  const found = await claimed(cast);
  standing["in review, with a finding"] = await raiseFinding(engineer, found.id, {
    sequence: found.sequence,
    ...FINDING,
  });
  const byGuardian = await claimed(cast);
  await raiseFinding(guardian, byGuardian.id, { sequence: byGuardian.sequence, ...FINDING, blocking: false });
  standing["in review, with the guardian involved"] = byGuardian;
  const rated = await claimed(cast);
  const noted = await raiseFinding(guardian, rated.id, { sequence: rated.sequence, ...FINDING, blocking: false });
  standing["approved, with the guardian's input rated"] = await approveReview(engineer, rated.id, {
    sequence: noted.sequence,
    feedback: FEEDBACK,
  });
  standing["changes requested"] = await sentBack(cast);
  const both = await claimed(cast);
  const raised = await raiseFinding(engineer, both.id, { sequence: both.sequence, ...FINDING });
  standing["changes requested, with a finding"] = await requestChanges(engineer, both.id, {
    sequence: raised.sequence,
    reasonCode: "evidence",
    message: "",
  });
  const mended = await sentBack(cast);
  standing["changes requested, with new evidence"] = await attachDocuments(later, mended.id, {
    sequence: mended.sequence,
    documents: [POLICY],
  });
  const queued = await submitted(cast);
  const hold = { reasonCode: "evidence", reason: "Ill", resumeOn: TOMORROW } as const;
  standing["on hold"] = await holdReview(requester, queued.id, { ...hold, sequence: queued.sequence });
  const held = await claimed(cast);
  standing["on hold, with its reviewer"] = await holdReview(engineer, held.id, { ...hold, sequence: held.sequence });
  standing.approved = await approved(cast);
  const launching = await approved(cast);
  const launched = await recordLaunch(requester, launching.id, { sequence: launching.sequence, launchedOn: TODAY });
  standing.launched = launched;
  const stale = await approved(cast);
  standing["approved on other evidence"] = await attachDocuments(later, stale.id, {
    sequence: stale.sequence,
    documents: [POLICY],
  });
  const open = await approved(cast);
  standing["approved, with a finding"] = await raiseFinding(engineer, open.id, {
    sequence: open.sequence,
    ...FINDING,
    blocking: false,
  });
  standing["approved with conditions"] = await approvedWithConditions(cast);
  standing["approved with conditions for later"] = await approvedWithConditions(cast, "after_launch");
  standing.rejected = await rejected(cast);
  const over = await rejected(cast);
  standing["closed after a rejection"] = await closeReview(second, over.id, {
    sequence: over.sequence,
    reason: "Over",
  });
  const ended = await approved(cast);
  standing.closed = await closeReview(second, ended.id, { sequence: ended.sequence, reason: "Over", dropped: true });
  const live = await approved(cast);
  const gone = await recordLaunch(requester, live.id, { sequence: live.sequence, launchedOn: TODAY });
  standing["closed after its launch"] = await closeReview(second, live.id, {
    sequence: gone.sequence,
    reason: "Over",
  });
  const late = await approved(cast);
  const out = await recordLaunch(requester, late.id, { sequence: late.sequence, launchedOn: TODAY });
  const shut = await closeReview(second, late.id, { sequence: out.sequence, reason: "Over" });
  standing["closed, with a finding"] = { id: shut.id };
  await raiseFinding(engineer, late.id, { sequence: shut.sequence, ...FINDING });
  const dropped = await drafted(cast);
  standing.cancelled = await cancelReview(requester, dropped.id, { sequence: dropped.sequence, reason: "Dropped" });
  const waiving = await high(await claimed(cast));
  standing["in review, with a waiver"] = await waived(waiving);
  const met = await waived(await high(await claimed(cast)));
  standing["in review, with a waiver of a gate that is met by now"] = await attachThreatModel(requester, met.id, {
    sequence: met.sequence,
    versionId: await modelBy(requester, cast),
  });
  await importPastReviews(manager, {
    fileName: "tracker.csv",
    content:
      "change_id,submitted_at,decided_at,decision\nC-1,2026-10-02T09:00:00Z,,\nC-2,2026-10-02T09:00:00Z,2026-10-09T09:00:00Z,approved\n",
    dryRun: false,
  });
  const rows = await db
    .select({ id: reviews.id, elsewhere: reviews.openElsewhereAt, state: reviews.state })
    .from(reviews)
    .orderBy(reviews.id);
  const [elsewhere, past] = rows.slice(-2);
  standing["open elsewhere"] = { id: elsewhere?.id ?? 0 };
  standing.imported = { id: past?.id ?? 0 };
  const own = people["engineer who manages"] ?? manager;
  const draft = await drafted({ ...cast, requester: own });
  const sent = await submitReview(own, draft.id, { sequence: draft.sequence });
  standing["asked for by an engineer who manages"] = sent;
  return Object.fromEntries(
    await Promise.all(Object.entries(standing).map(async ([name, one]) => [name, (await one).id])),
  );
}
