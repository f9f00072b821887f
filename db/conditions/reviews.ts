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

/** `isOpen` for a row of `reviews`: submitted and not yet decided. */
export function openReview(): SQL {
  return inArray(reviews.state, [...OPEN_STATES]);
}

/** Like `openReview`, limited to reviews handled here, not open in another tracker according to an import. */
export function openHere(): SQL | undefined {
  return and(openReview(), isNull(reviews.openElsewhereAt));
}

/** `isOpenElsewhere` for a row of `reviews`. */
export function openElsewhere(): SQL | undefined {
  return and(openReview(), isNotNull(reviews.openElsewhereAt));
}

/** Rows of `reviews` whose reviewer is present and has one of these roles at a moment. */
export function reviewedByOneWith(roles: readonly Role[], now: Date): SQL {
  return isHereWith(reviews.reviewerId, roles, now);
}

/** Rows of `reviews` whose requester has not left. */
export function requestedByOneHere(): SQL {
  return sql`exists (select from ${people} where ${people.id} = ${reviews.requesterId} and ${isHere()})`;
}

/** Rows of `reviews` whose guardian is active. */
export function guardedByOneActive(): SQL {
  return sql`exists (select from ${guardianships} where ${guardianships.personId} = ${reviews.guardianId} and ${isActive()})`;
}

/** The row of `review_states` with a review's current state. */
export function stateNow(): SQL {
  return isNull(reviewStates.toAt);
}

/** `turnOf` for a row of `review_states`, or the state of an alias. */
export function hasTurn(turn: Turn, state = sql`${reviewStates.state}`): SQL {
  return inArray(
    state,
    REVIEW_STATES.filter((each) => turnOf(each) === turn),
  );
}

/** Rows of `review_imports` not undone. */
export function importStands(): SQL {
  return isNull(reviewImports.undoneAt);
}

/** Rows of `reviews` imported from a file of past reviews. */
export function isImported(): SQL {
  return isNotNull(reviews.importId);
}

/** Rows of `reviews` decided and not reopened: in one of `DECIDED_STATES`, or closed afterwards. */
export function decidedReview(): SQL {
  return inArray(reviews.state, [...DECIDED_STATES, "closed"]);
}

/** Rows of `reviews` whose change was launched. */
export function wasLaunched(): SQL {
  return isNotNull(reviews.launchedOn);
}

/** Rows of `reviews` launched since their last reopening. An earlier launch belongs to the earlier approval. */
export function wasLaunchedSince(): SQL<boolean> {
  const last = sql`(select told.type from ${events} as told where told.subject_kind = 'review' and told.subject_id = reviews.id
    and told.type in ('review.reopened', 'review.launched', 'review.launched-by-break-glass') order by told.id desc limit 1)`;
  return sql`(${wasLaunched()} and (${reviews.cycle} = 1 or coalesce(${last} <> 'review.reopened', false)))`;
}

/** Rows of `reviews` in none of `ENDED_STATES`. */
export function notOver(): SQL {
  return notInArray(reviews.state, [...ENDED_STATES]);
}

/** Rows of `reviews` whose change is live or may become live: launched, or not ended. */
export function mayBeLive(): SQL | undefined {
  return or(wasLaunched(), notOver());
}

/** Rows of `review_decisions`, or of an alias, that are approvals, with or without conditions. */
export function isApproval({ outcome }: { outcome: Column } = reviewDecisions): SQL {
  return ne(outcome, "rejected");
}

/** Extra facts for the state label (`stateWords`) of the outer row of `reviews`. */
export function decisionFacts() {
  return { onWaivers: waiversDecidedOn(), stale: staleApproval() };
}

/** The columns of `reviews` shown in a line on another page; `lineOf` formats them. */
export function lineColumns() {
  const { id, title, state, openElsewhereAt } = reviews;
  return { id, title, state, openElsewhereAt, ...decisionFacts() };
}

/** `waiverCount` of the last decision on the outer row of `reviews` while it is an active approval, otherwise 0. */
function waiversDecidedOn(): SQL<number> {
  const counts = WAIVER_LISTS.map(
    (list) => sql`jsonb_array_length(coalesce(${reviewDecisions.seen} -> ${list}::text, '[]'))`,
  );
  const waivers = ofLastDecision(sql.join(counts, sql` + `));
  return sql<number>`(case when ${inArray(reviews.state, [...APPROVED_STATES])} then coalesce(${waivers}, 0) else 0 end)::int`;
}

/**
 * A value of the last decision on the outer row of `reviews`. Must be nested in its select: a single-table query omits
 * table names on selected columns, so `id` would mean the decision's.
 */
function ofLastDecision(said: SQL): SQL {
  return sql`(select ${said} from ${reviewDecisions}
    where ${reviewDecisions.reviewId} = ${reviews.id} order by ${reviewDecisions.id} desc limit 1)`;
}

/**
 * Whether evidence changed since the active approval of the outer row of `reviews`: its revision's digest differs from
 * the last decision's. Approvals by another tracker saw none of the evidence. For single decisions see `decisionsOf`.
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
 * Outstanding conditions: not verified, and part of the review's last decision, which replaces earlier ones.
 * `conditionStands` says in which states.
 */
export function owedConditions(): SQL | undefined {
  const last = sql`(select max(${reviewDecisions.id}) from ${reviewDecisions} where ${reviewDecisions.reviewId} = ${reviewConditions.reviewId})`;
  const standing = sql`exists (select from ${reviews} as standing
    where standing.id = ${reviewConditions.reviewId} and (standing.state = 'approved_with_conditions'
      or (standing.launched_on is not null and ${eq(reviewConditions.when, "after_launch")}
        and ${inArray(sql`standing.state`, [...OPEN_STATES])})))`;
  return and(eq(reviewConditions.decisionId, last), isNull(reviewConditions.verifiedAt), standing);
}

/** Like `owedConditions`, for one review. */
export function openConditions(reviewId: number): SQL | undefined {
  return and(eq(reviewConditions.reviewId, reviewId), owedConditions());
}

/** Rows of `review_conditions` past their due date. */
export function pastDue(today: string): SQL {
  return lt(reviewConditions.dueOn, today);
}

/** Rows of `review_conditions` nobody has reported as fulfilled. */
export function unkeptCondition(): SQL {
  return isNull(reviewConditions.keptAt);
}

/** People who reported the row of `review_conditions` as fulfilled. None of them may verify it. */
export function keeperIds(): SQL<number[]> {
  return sql`(select coalesce(json_agg(distinct said.actor_id order by said.actor_id), '[]') from ${saidKept()})`;
}

/** Whether a person, given by id or column, is one of `keeperIds`. */
export function isKeptBy(person: number | Column): SQL {
  return sql`exists (select from ${saidKept()} and said.actor_id = ${person})`;
}

/** Read from events, because a condition keeps only the last report. */
function saidKept(): SQL {
  return sql`${events} as said where said.subject_kind = 'review' and said.subject_id = review_conditions.review_id
    and said.type = 'review.condition-kept' and said.actor_id is not null
    and said.data @> jsonb_build_object('conditionId', review_conditions.id)`;
}

/** Conditions awaiting verification: outstanding, and reported as fulfilled. */
export function conditionsToVerify(): SQL | undefined {
  return and(owedConditions(), not(unkeptCondition()));
}

/** Rows of `review_artefacts` still attached. */
export function attachedDocument(): SQL {
  return isNull(reviewArtefacts.removedAt);
}

/** The row of `review_claims` of the current reviewer. */
export function openClaim(): SQL {
  return isNull(reviewClaims.releasedAt);
}

/**
 * Whether something at the moment in a column happened before this person claimed the review: they claimed later, and
 * neither requested nor guard the review.
 */
export function beforeClaimBy(person: number, { reviewId, at }: { reviewId: Column; at: Column }): SQL {
  const theirs = and(eq(reviewClaims.reviewId, reviewId), eq(reviewClaims.personId, person), openClaim());
  const alone = sql`${person} is distinct from ${reviews.requesterId} and ${person} is distinct from ${reviews.guardianId}`;
  return sql`exists (select from ${reviewClaims} join ${reviews} on ${reviews.id} = ${reviewClaims.reviewId}
    where ${and(theirs, gt(reviewClaims.claimedAt, at), alone)})`;
}

/** Rows of `reviews` whose guardian at the first submit has left. */
export function guardianHasLeft(): SQL {
  return sql`exists (select from ${people} where ${people.id} = ${reviews.guardianAtSubmitId} and ${not(isHere())})`;
}

/** Rows of `review_claims` that state a conflict. A stated conflict remains, even after a release. */
export function statesConflict(): SQL {
  return ne(reviewClaims.conflict, "");
}

const STATED: GateId = "conflicts";

/** The evidence of a revision, besides its answers, that meets these gates, in the form of `normalisedEvidence`. */
const MET_WITH: Partial<Record<GateId, (evidence: SQL) => SQL>> = {
  policy_checks: (
    evidence,
  ) => sql`(select jsonb_agg(jsonb_build_array(one ->> 'name', coalesce(one ->> 'meaning', one ->> 'sha256'))
    order by one ->> 'name' collate "C") from jsonb_array_elements(${evidence} -> 'artefacts') as one)`,
  threat_model: (evidence) => sql`coalesce(${evidence} ->> 'threatModelMeaning', ${evidence} ->> 'threatModelSha256')`,
};

/**
 * Rows of gate `exceptions` under this alias whose subject is still current. Conflict waivers expire with the next
 * claim. Evidence waivers depend on the evidence they were granted for, policy-check waivers on the results, and
 * finding waivers on the findings at the time.
 */
export function waiverCounts(alias: string, today: string): SQL {
  return sql`(${waiverCountsFor(alias, null)} and ${isOfResults(alias, today)} and ${isOfFindings(alias, today)})`;
}

/**
 * Rows of `exceptions` under this alias whose subject is unchanged since the grant, joined with `reviews` and, for
 * accepted risks, `findings`: gates as in `waiverCounts`, results still found, findings still accepted.
 */
export function exceptionCounts(alias: string, today: string): SQL {
  return sql`(case ${sql.identifier(alias)}.kind when 'gate' then ${waiverCounts(alias, today)}
    when 'result' then ${stillFound(alias)} else ${riskWasAccepted()} end)`;
}

/** Whether a later effective row renews the row of `exceptions` under this alias. */
export function isRenewedIn(alias: string, today: string): SQL {
  return sql`exists (select from exceptions newer where ${isRenewal("newer", alias)} and ${exceptionCounts("newer", today)})`;
}

/** Rows of `reviews` whose waivers still have effect; not for rejected, withdrawn or ended reviews. */
export function waiversStand(): SQL {
  return sql`${reviews.state} = any(${`{${CAPABILITIES.end_waiver.from.join(",")}}`}::text[])`;
}

/** Like `waiverCounts`, for the evidence of this revision, or the current one if null, regardless of later findings. */
export function waiverCountsFor(alias: string, revision: number | null): SQL {
  return sql`(${isOfClaim(alias, "approved_at")} and ${isOfEvidence(alias, revision ?? currentOf(alias))})`;
}

/**
 * The revision a row of `exceptions` under this alias was granted for, if the waiver is no longer effective; otherwise
 * null.
 */
export function givenForOther(alias: string, today: string): SQL<number | null> {
  return sql`(case when ${waiverCounts(alias, today)} then null else coalesce(${givenFor(alias)}, 0) end)`;
}

/** Rows under this alias for another gate, or since which the checks found nothing new that blocks. */
function isOfResults(alias: string, today: string): SQL {
  const row = sql.identifier(alias);
  const [reviewId, moment] = [sql`${row}.review_id`, sql`${row}.approved_at`];
  const since = resultsCameSince({ reviewId, revision: currentOf(alias), moment }, today);
  return sql`(${row}.gate is distinct from ${GATE_UNMET_BY.result} or not ${since})`;
}

/** Rows under this alias for another gate, or since which no open blocking finding appeared. */
function isOfFindings(alias: string, today: string): SQL {
  const row = sql.identifier(alias);
  return sql`(${row}.gate is distinct from ${GATE_UNMET_BY.finding} or not exists (select from ${findings}
    where ${findings.reviewId} = ${row}.review_id and ${findings.blocking} and ${cameSince(sql`${row}.approved_at`, today)}))`;
}

/** A revision's answers about the system; requesting an engineer is not one of them (`answersChanged`). */
function saidOfSystem(evidence: SQL): SQL {
  const intake = sql`${evidence} -> 'intake'`;
  return sql`jsonb_build_array(${intake} -> 'dataClass', ${intake} -> 'dataHandling', (${intake} -> 'answers') - 'wantsEngineer')`;
}

/**
 * Rows under this alias for another gate, or granted for the same evidence and the same answers about the system. An
 * exception for one change must not cover a larger one.
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

/** The revision current when a row of `exceptions` under this alias was granted. */
function givenFor(alias: string): SQL {
  const row = sql.identifier(alias);
  return sql`(select max(held.number) from review_revisions as held
    where held.review_id = ${row}.review_id and held.sealed_at <= ${row}.approved_at)`;
}

function currentOf(alias: string): SQL {
  const row = sql.identifier(alias);
  return sql`(select waived.current_revision from reviews as waived where waived.id = ${row}.review_id)`;
}

/** Rows under this alias for another gate, or dating from the current reviewer's claim. */
export function isOfClaim(alias: string, date: "approved_at" | "asked_at"): SQL {
  const row = sql.identifier(alias);
  return sql`(${row}.gate is distinct from ${STATED} or exists (select from ${reviewClaims}
    where ${reviewClaims.reviewId} = ${row}.review_id and ${openClaim()}
      and ${reviewClaims.claimedAt} <= ${row}.${sql.identifier(date)}))`;
}

/**
 * Rows of `review_endorsements` about the outer row of `reviews`, by an engineer who has not left. `endorsementStands`
 * says which ones count.
 */
export function endorsedByEngineer({ now }: Pick<Context, "now">): SQL | undefined {
  return and(endorsesRevision(), isHereWith(reviewEndorsements.personId, ["security_engineer"], now));
}

/**
 * Rows of `review_endorsements` about the current revision of the outer row of `reviews`, or one with equal evidence,
 * by someone who neither reviews it nor stated a conflict.
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

/** Current engineers who confirmed that no policy changes in the evidence of the outer row of `reviews`. */
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
 * Waiver requests not granted yet and still current: from this cycle, and for a conflict, from the claim that stated
 * it.
 */
export function openAsk(): SQL | undefined {
  const { askedAt, givenAt, reviewId } = waiverAsks;
  return and(isNull(givenAt), not(reopenedSince({ reviewId, at: askedAt })), isOfClaim("waiver_asks", "asked_at"));
}

/** Results and threats in this cycle's requests for changes not yet answered. */
export function openReviewAsk(reviewId: number | Column): SQL | undefined {
  const asked = { reviewId: reviewAsks.reviewId, at: reviewAsks.askedAt };
  return and(eq(reviewAsks.reviewId, reviewId), isNull(reviewAsks.answeredAt), not(reopenedSince(asked)));
}

/** Comments on a review with an unanswered request from this cycle. */
export function unansweredAsk(reviewId: number | Column): SQL | undefined {
  const { ask, answeredAt } = reviewComments;
  const asked = { reviewId: reviewComments.reviewId, at: reviewComments.createdAt };
  return and(eq(asked.reviewId, reviewId), eq(ask, true), isNull(answeredAt), not(reopenedSince(asked)));
}

/** Whether a review was reopened since a moment, ending everything its last decision left open. */
function reopenedSince({ reviewId, at }: { reviewId: Column; at: Column }): SQL {
  return sql`exists (select from ${events} as reopened
    where reopened.subject_kind = 'review' and reopened.subject_id = ${reviewId}
      and reopened.type = 'review.reopened' and reopened.at > ${at})`;
}

/**
 * Whether the guardian asked everything still unanswered on the outer row of `reviews`, or, if nothing is, made the
 * request. The asker does not answer while the requester is present. Only for changes requested.
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

/** Rows of `review_feedback` that count: nobody rates their own input. */
export function ratedByAnother(): SQL {
  return ne(reviewFeedback.byId, reviewFeedback.guardianId);
}

/** Reviews a person requested, guards or reviews, using one index each and reading no others. */
export function takenPartInBy(person: number): SQL | undefined {
  return or(eq(reviews.requesterId, person), eq(reviews.guardianId, person), eq(reviews.reviewerId, person));
}

/** Rows of `reviews` in a tier that needs a second engineer. */
export function ofEndorsedTier(): SQL {
  return inArray(
    reviews.tier,
    TIERS.filter((tier) => isEndorsedTier(tier)),
  );
}
