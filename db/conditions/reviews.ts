import {
  and,
  type Column,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { isRenewal } from "#db/conditions/exceptions.ts";
import { cameSince, riskWasAccepted, unansweredFinding } from "#db/conditions/findings.ts";
import { isActive } from "#db/conditions/guardians.ts";
import { isHere, isHereWith } from "#db/conditions/people.ts";
import { resultsCameSince, stillFound } from "#db/conditions/policies.ts";
import {
  events,
  findings,
  guardianships,
  people,
  reviewArtefacts,
  reviewAsks,
  reviewClaims,
  reviewComments,
  reviewConditions,
  reviewDecisions,
  reviewEndorsements,
  reviewFeedback,
  reviewImports,
  reviewRevisions,
  reviewStates,
  reviews,
  waiverAsks,
} from "#db/schema/index.ts";
import type { Role } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { isEndorsedTier, TIERS } from "#lib/intake/rules/tiers.ts";
import { WAIVER_LISTS } from "#lib/reviews/rules/decided-on-waivers.ts";
import { GATE_UNMET_BY, type GateId } from "#lib/reviews/rules/gates.ts";
import {
  APPROVED_STATES,
  DECIDED_STATES,
  ENDED_STATES,
  OPEN_STATES,
  REVIEW_STATES,
  type Turn,
  turnOf,
} from "#lib/reviews/rules/states.ts";
import { CAPABILITIES } from "#lib/reviews/rules/verbs.ts";

/** `isOpen` of a row of `reviews`: it is submitted and not yet decided. */
export function openReview(): SQL {
  return inArray(reviews.state, [...OPEN_STATES]);
}

/** As `openReview`, of those that someone here moves on: not open in another tracker, as a file of past reviews said. */
export function openHere(): SQL | undefined {
  return and(openReview(), isNull(reviews.openElsewhereAt));
}

/** `isOpenElsewhere` of a row of `reviews`. */
export function openElsewhere(): SQL | undefined {
  return and(openReview(), isNotNull(reviews.openElsewhereAt));
}

/** The rows of `reviews` whose reviewer is here and holds one of these roles at a moment. */
export function reviewedByOneWith(roles: readonly Role[], now: Date): SQL {
  return isHereWith(reviews.reviewerId, roles, now);
}

/** The rows of `reviews` whose requester is here. */
export function requestedByOneHere(): SQL {
  return sql`exists (select from ${people} where ${people.id} = ${reviews.requesterId} and ${isHere()})`;
}

/** The rows of `reviews` whose guardian is active. */
export function guardedByOneActive(): SQL {
  return sql`exists (select from ${guardianships} where ${guardianships.personId} = ${reviews.guardianId} and ${isActive()})`;
}

/** The row of `review_states` that a review is in now. */
export function stateNow(): SQL {
  return isNull(reviewStates.toAt);
}

/** `turnOf` of a row of `review_states`, or of the state of an alias. */
export function hasTurn(turn: Turn, state = sql`${reviewStates.state}`): SQL {
  return inArray(
    state,
    REVIEW_STATES.filter((each) => turnOf(each) === turn),
  );
}

/** The rows of `review_imports` that nobody has undone. */
export function importStands(): SQL {
  return isNull(reviewImports.undoneAt);
}

/** The rows of `reviews` that came from a file of past reviews. */
export function isImported(): SQL {
  return isNotNull(reviews.importId);
}

/** The rows of `reviews` that were decided and are not open again: in one of `DECIDED_STATES`, or closed after it. */
export function decidedReview(): SQL {
  return inArray(reviews.state, [...DECIDED_STATES, "closed"]);
}

/** The rows of `reviews` whose change was launched. */
export function wasLaunched(): SQL {
  return isNotNull(reviews.launchedOn);
}

/** The rows of `reviews` launched since they were last opened again: a launch before that is of what was approved then. */
export function wasLaunchedSince(): SQL<boolean> {
  const last = sql`(select told.type from ${events} as told where told.subject_kind = 'review' and told.subject_id = reviews.id
    and told.type in ('review.reopened', 'review.launched', 'review.launched-by-break-glass') order by told.id desc limit 1)`;
  return sql`(${wasLaunched()} and (${reviews.cycle} = 1 or coalesce(${last} <> 'review.reopened', false)))`;
}

/** The rows of `reviews` that are in none of `ENDED_STATES`. */
export function notOver(): SQL {
  return notInArray(reviews.state, [...ENDED_STATES]);
}

/** The rows of `reviews` whose change is live, or may yet be: launched, or not over. */
export function mayBeLive(): SQL | undefined {
  return or(wasLaunched(), notOver());
}

/** The rows of `review_decisions`, or of an alias, that are approvals, with conditions or without. */
export function isApproval({ outcome }: { outcome: Column } = reviewDecisions): SQL {
  return ne(outcome, "rejected");
}

/** What the words of a review's state say beside it (`stateWords`), of the row of `reviews` around it. */
export function decisionFacts() {
  return { onWaivers: waiversDecidedOn(), stale: staleApproval() };
}

/** The columns of `reviews` that a line on another page says of a review: `lineOf` makes one of them. */
export function lineColumns() {
  const { id, title, state, openElsewhereAt } = reviews;
  return { id, title, state, openElsewhereAt, ...decisionFacts() };
}

/** `waiverCount` of the last decision on the row of `reviews` around it, while that is an approval that stands: else 0. */
function waiversDecidedOn(): SQL<number> {
  const counts = WAIVER_LISTS.map(
    (list) => sql`jsonb_array_length(coalesce(${reviewDecisions.seen} -> ${list}::text, '[]'))`,
  );
  const waivers = ofLastDecision(sql.join(counts, sql` + `));
  return sql<number>`(case when ${inArray(reviews.state, [...APPROVED_STATES])} then coalesce(${waivers}, 0) else 0 end)::int`;
}

/**
 * What the last decision on the row of `reviews` around it says. It stands inside what selects it: a query of one table names no
 * table before the columns that it selects, and `id` would be the decision's.
 */
function ofLastDecision(said: SQL): SQL {
  return sql`(select ${said} from ${reviewDecisions}
    where ${reviewDecisions.reviewId} = ${reviews.id} order by ${reviewDecisions.id} desc limit 1)`;
}

/**
 * Whether the evidence has changed since the approval of the row of `reviews` around it, while that stands: the revision it has now
 * is of another digest than the last decision saw, or none was made here, and another tracker saw nothing of it. Of decisions one
 * by one: `decisionsOf`.
 */
export function staleApproval(): SQL<boolean> {
  const { revision, seen } = reviewDecisions;
  const differs =
    ofLastDecision(sql`${revision} <> ${reviews.currentRevision} and exists (select from ${reviewRevisions}
    where ${reviewRevisions.reviewId} = ${reviews.id} and ${reviewRevisions.number} = ${reviews.currentRevision}
      and ${reviewRevisions.digest} is distinct from ${seen} ->> 'evidence')`);
  return sql<boolean>`(case when ${inArray(reviews.state, [...APPROVED_STATES])} then coalesce(${differs}, ${reviews.currentRevision} > 0) else false end)`;
}

/**
 * The conditions that are still owed: not verified, and of the last decision of their review, which takes the place of all before
 * it. `conditionStands` says while what.
 */
export function owedConditions(): SQL | undefined {
  const last = sql`(select max(${reviewDecisions.id}) from ${reviewDecisions} where ${reviewDecisions.reviewId} = ${reviewConditions.reviewId})`;
  const standing = sql`exists (select from ${reviews} as standing
    where standing.id = ${reviewConditions.reviewId} and (standing.state = 'approved_with_conditions'
      or (standing.launched_on is not null and ${eq(reviewConditions.when, "after_launch")}
        and ${inArray(sql`standing.state`, [...OPEN_STATES])})))`;
  return and(eq(reviewConditions.decisionId, last), isNull(reviewConditions.verifiedAt), standing);
}

/** As `owedConditions`, of one review. */
export function openConditions(reviewId: number): SQL | undefined {
  return and(eq(reviewConditions.reviewId, reviewId), owedConditions());
}

/** The rows of `review_conditions` whose day is over. */
export function pastDue(today: string): SQL {
  return lt(reviewConditions.dueOn, today);
}

/** The rows of `review_conditions` that nobody has said to be kept. */
export function unkeptCondition(): SQL {
  return isNull(reviewConditions.keptAt);
}

/** Who said of the row of `review_conditions` that it is kept: none of them verifies it. */
export function keeperIds(): SQL<number[]> {
  return sql`(select coalesce(json_agg(distinct said.actor_id order by said.actor_id), '[]') from ${saidKept()})`;
}

/** Whether this person, or whoever a column names, is one of `keeperIds`. */
export function isKeptBy(person: number | Column): SQL {
  return sql`exists (select from ${saidKept()} and said.actor_id = ${person})`;
}

/** A condition keeps only who said so last. */
function saidKept(): SQL {
  return sql`${events} as said where said.subject_kind = 'review' and said.subject_id = review_conditions.review_id
    and said.type = 'review.condition-kept' and said.actor_id is not null
    and said.data @> jsonb_build_object('conditionId', review_conditions.id)`;
}

/** The conditions that someone is to verify: still owed, and said to be kept. */
export function conditionsToVerify(): SQL | undefined {
  return and(owedConditions(), not(unkeptCondition()));
}

/** The rows of `review_artefacts` that are attached: not taken away again. */
export function attachedDocument(): SQL {
  return isNull(reviewArtefacts.removedAt);
}

/** The row of `review_claims` by which someone reviews now. */
export function openClaim(): SQL {
  return isNull(reviewClaims.releasedAt);
}

/**
 * Whether something happened, at the moment that a column names, before this person took the review that another one names: they
 * have claimed it since, and neither asked for it nor guard it.
 */
export function beforeClaimBy(person: number, { reviewId, at }: { reviewId: Column; at: Column }): SQL {
  const theirs = and(eq(reviewClaims.reviewId, reviewId), eq(reviewClaims.personId, person), openClaim());
  const alone = sql`${person} is distinct from ${reviews.requesterId} and ${person} is distinct from ${reviews.guardianId}`;
  return sql`exists (select from ${reviewClaims} join ${reviews} on ${reviews.id} = ${reviewClaims.reviewId}
    where ${and(theirs, gt(reviewClaims.claimedAt, at), alone)})`;
}

/** The rows of `reviews` whose guardian at the first submit is not here any more. */
export function guardianHasLeft(): SQL {
  return sql`exists (select from ${people} where ${people.id} = ${reviews.guardianAtSubmitId} and ${not(isHere())})`;
}

/** The rows of `review_claims` that state a conflict. What someone has once stated stays stated, also after a release. */
export function statesConflict(): SQL {
  return ne(reviewClaims.conflict, "");
}

const STATED: GateId = "conflicts";

/** What of its evidence a revision meets these gates with, as `normalisedEvidence` has it, beside its answers. */
const MET_WITH: Partial<Record<GateId, (evidence: SQL) => SQL>> = {
  policy_checks: (
    evidence,
  ) => sql`(select jsonb_agg(jsonb_build_array(one ->> 'name', coalesce(one ->> 'meaning', one ->> 'sha256'))
    order by one ->> 'name' collate "C") from jsonb_array_elements(${evidence} -> 'artefacts') as one)`,
  threat_model: (evidence) => sql`coalesce(${evidence} ->> 'threatModelMeaning', ${evidence} ->> 'threatModelSha256')`,
};

/**
 * The rows of `exceptions` of gates under this alias that are about what stands. One of conflicts is about what the reviewer stated with their
 * claim: with the next claim it counts no more. One of a gate that evidence meets is about the evidence that it was given for, one
 * of policy checks about what they said then, and one of findings about those that were there.
 */
export function waiverCounts(alias: string, today: string): SQL {
  return sql`(${waiverCountsFor(alias, null)} and ${isOfResults(alias, today)} and ${isOfFindings(alias, today)})`;
}

/**
 * The rows of `exceptions` under this alias whose subject is as it was when they were granted, beside their row of `reviews` and, of an
 * accepted risk, of `findings`: a gate as `waiverCounts` has it, a result that is still found, a finding that is still accepted.
 */
export function exceptionCounts(alias: string, today: string): SQL {
  return sql`(case ${sql.identifier(alias)}.kind when 'gate' then ${waiverCounts(alias, today)}
    when 'result' then ${stillFound(alias)} else ${riskWasAccepted()} end)`;
}

/** Whether a later row that counts, too, renews the row of `exceptions` under this alias. */
export function isRenewedIn(alias: string, today: string): SQL {
  return sql`exists (select from exceptions newer where ${isRenewal("newer", alias)} and ${exceptionCounts("newer", today)})`;
}

/** The rows of `reviews` on which what is waived still lets something pass: refused, withdrawn or over, nothing does. */
export function waiversStand(): SQL {
  return sql`${reviews.state} = any(${`{${CAPABILITIES.end_waiver.from.join(",")}}`}::text[])`;
}

/** As `waiverCounts`, of the evidence of this revision, or of what stands where none is named, whatever was found since. */
export function waiverCountsFor(alias: string, revision: number | null): SQL {
  return sql`(${isOfClaim(alias, "approved_at")} and ${isOfEvidence(alias, revision ?? currentOf(alias))})`;
}

/** The revision that a row of `exceptions` under this alias was given for, where it counts no more; else null. */
export function givenForOther(alias: string, today: string): SQL<number | null> {
  return sql`(case when ${waiverCounts(alias, today)} then null else coalesce(${givenFor(alias)}, 0) end)`;
}

/** The rows under this alias that are about another gate, or after which the checks found nothing more that blocks. */
function isOfResults(alias: string, today: string): SQL {
  const row = sql.identifier(alias);
  const [reviewId, moment] = [sql`${row}.review_id`, sql`${row}.approved_at`];
  const since = resultsCameSince({ reviewId, revision: currentOf(alias), moment }, today);
  return sql`(${row}.gate is distinct from ${GATE_UNMET_BY.result} or not ${since})`;
}

/** The rows under this alias that are about another gate, or after which no blocking finding came that is open. */
function isOfFindings(alias: string, today: string): SQL {
  const row = sql.identifier(alias);
  return sql`(${row}.gate is distinct from ${GATE_UNMET_BY.finding} or not exists (select from ${findings}
    where ${findings.reviewId} = ${row}.review_id and ${findings.blocking} and ${cameSince(sql`${row}.approved_at`, today)}))`;
}

/** What the answers of a revision say of the system: who wants an engineer says nothing of it (`answersChanged`). */
function saidOfSystem(evidence: SQL): SQL {
  const intake = sql`${evidence} -> 'intake'`;
  return sql`jsonb_build_array(${intake} -> 'dataClass', ${intake} -> 'dataHandling', (${intake} -> 'answers') - 'wantsEngineer')`;
}

/**
 * The rows under this alias that are about another gate, or were given for what this revision meets it with, of a system of which the
 * answers said the same: what may be left out of one change is not left out of a larger one.
 */
function isOfEvidence(alias: string, revision: SQL | number): SQL {
  const row = sql.identifier(alias);
  const kept = Object.entries(MET_WITH).map(([gate, part]) => {
    const evidence = sql`held.evidence`;
    const met = (number: SQL | number) => sql`(select jsonb_build_array(${part(evidence)}, ${saidOfSystem(evidence)})
      from review_revisions as held where held.review_id = ${row}.review_id and held.number = ${number})`;
    return sql`when ${gate} then ${met(givenFor(alias))} is not distinct from ${met(revision)}`;
  });
  return sql`(case ${row}.gate ${sql.join(kept, sql` `)} else true end)`;
}

/** The revision that stood when a row of `exceptions` under this alias was given. */
function givenFor(alias: string): SQL {
  const row = sql.identifier(alias);
  return sql`(select max(held.number) from review_revisions as held
    where held.review_id = ${row}.review_id and held.sealed_at <= ${row}.approved_at)`;
}

function currentOf(alias: string): SQL {
  const row = sql.identifier(alias);
  return sql`(select waived.current_revision from reviews as waived where waived.id = ${row}.review_id)`;
}

/** The rows under this alias that are about another gate, or date from the claim by which someone reviews now. */
export function isOfClaim(alias: string, date: "approved_at" | "asked_at"): SQL {
  const row = sql.identifier(alias);
  return sql`(${row}.gate is distinct from ${STATED} or exists (select from ${reviewClaims}
    where ${reviewClaims.reviewId} = ${row}.review_id and ${openClaim()}
      and ${reviewClaims.claimedAt} <= ${row}.${sql.identifier(date)}))`;
}

/**
 * The rows of `review_endorsements` that are about the row of `reviews` around them and of an engineer who is here. Those count of
 * which `endorsementStands`.
 */
export function endorsedByEngineer({ now }: Pick<Context, "now">): SQL | undefined {
  return and(endorsesRevision(), isHereWith(reviewEndorsements.personId, ["security_engineer"], now));
}

/**
 * The rows of `review_endorsements` that are about the row of `reviews` around them: of its current revision or of one with the same
 * evidence, and of someone who does not review it and has stated no conflict.
 */
export function endorsesRevision(): SQL | undefined {
  const { reviewId, revision, personId } = reviewEndorsements;
  return and(
    eq(reviewId, reviews.id),
    or(
      eq(revision, reviews.currentRevision),
      sql`exists (select from review_revisions as endorsed join review_revisions as now using (review_id, digest)
        where review_id = ${reviewId} and endorsed.number = ${revision} and now.number = ${reviews.currentRevision})`,
    ),
    sql`${personId} is distinct from ${reviews.reviewerId}`,
    sql`not exists (select from ${reviewClaims}
      where ${reviewClaims.reviewId} = ${reviewId} and ${reviewClaims.personId} = ${personId} and ${statesConflict()})`,
  );
}

/** Who has said of the evidence of the row of `reviews` around it that no policy changes, and is an engineer here still. */
export function confirmerIds({ now }: Pick<Context, "now">): SQL<number[]> {
  const isEngineer = isHereWith(sql`said.actor_id`, ["security_engineer"], now);
  return sql`(select coalesce(json_agg(distinct said.actor_id), '[]') from ${events} as said
    join review_revisions as confirmed on confirmed.review_id = said.subject_id
      and confirmed.number = (said.data ->> 'revision')::int
    join review_revisions as now on now.review_id = said.subject_id and now.digest = confirmed.digest
    where said.subject_kind = 'review' and said.subject_id = reviews.id and said.actor_id is not null
      and said.type = 'review.no-policies-confirmed' and now.number = reviews.current_revision and ${isEngineer})`;
}

/**
 * The asks for a waiver that nobody has given yet and that are about what stands: made in the current cycle, and of a conflict with
 * the claim that it was stated with.
 */
export function openAsk(): SQL | undefined {
  const { askedAt, givenAt, reviewId } = waiverAsks;
  return and(isNull(givenAt), not(reopenedSince({ reviewId, at: askedAt })), isOfClaim("waiver_asks", "asked_at"));
}

/** The results and threats that a request for changes of this cycle asked about and that were not answered. */
export function openReviewAsk(reviewId: number | Column): SQL | undefined {
  const asked = { reviewId: reviewAsks.reviewId, at: reviewAsks.askedAt };
  return and(eq(reviewAsks.reviewId, reviewId), isNull(reviewAsks.answeredAt), not(reopenedSince(asked)));
}

/** The comments on a review that ask for something in this cycle and were not answered. */
export function unansweredAsk(reviewId: number | Column): SQL | undefined {
  const { ask, answeredAt } = reviewComments;
  const asked = { reviewId: reviewComments.reviewId, at: reviewComments.createdAt };
  return and(eq(asked.reviewId, reviewId), eq(ask, true), isNull(answeredAt), not(reopenedSince(asked)));
}

/** Whether a review was opened again since a moment: what its last decision left open ended with it. */
function reopenedSince({ reviewId, at }: { reviewId: Column; at: Column }): SQL {
  return sql`exists (select from ${events} as reopened
    where reopened.subject_kind = 'review' and reopened.subject_id = ${reviewId}
      and reopened.type = 'review.reopened' and reopened.at > ${at})`;
}

/**
 * Whether all that the row of `reviews` around it waits to have answered was asked by its guardian, or where nothing waits any more,
 * the request itself was theirs: who asks does not answer, as long as the requester is here to. Only in changes requested.
 */
export function askedByGuardian(): SQL<boolean> {
  const { guardianId, requesterId, id, state } = reviews;
  const asked = sql`
    select ${reviewComments.authorId} as by_id from ${reviewComments} where ${unansweredAsk(id)}
    union all select ${reviewAsks.askedById} from ${reviewAsks} where ${openReviewAsk(id)}
    union all select ${findings.raisedById} from ${findings} where ${and(eq(findings.reviewId, id), unansweredFinding())}`;
  const byThem = sql`(select bool_and(by_id is not distinct from ${guardianId}) from (${asked}) as asked)`;
  const request = sql`(select asking.actor_id is not distinct from ${guardianId} from ${events} as asking
    where asking.subject_kind = 'review' and asking.subject_id = reviews.id and asking.type = 'review.changes-requested'
    order by asking.id desc limit 1)`;
  const other = and(eq(state, "changes_requested"), ne(guardianId, requesterId), requestedByOneHere());
  return sql<boolean>`(case when ${other} then coalesce(${byThem}, ${request}, false) else false end)`;
}

/** The rows of `review_feedback` that count: nobody rates their own input. */
export function ratedByAnother(): SQL {
  return ne(reviewFeedback.byId, reviewFeedback.guardianId);
}

/** The reviews that a person asked for, guards or reviews: an index each, without a look at the others. */
export function takenPartInBy(person: number): SQL | undefined {
  return or(eq(reviews.requesterId, person), eq(reviews.guardianId, person), eq(reviews.reviewerId, person));
}

/** The rows of `reviews` of a tier that takes a second engineer. */
export function ofEndorsedTier(): SQL {
  return inArray(
    reviews.tier,
    TIERS.filter((tier) => isEndorsedTier(tier)),
  );
}
