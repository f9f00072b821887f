import { and, type Column, eq, type SQL, sql } from "drizzle-orm";
import { foundInReview } from "#db/conditions/metrics.ts";
import { hasTurn, isApproval, isImported } from "#db/conditions/reviews.ts";
import {
  breakGlassLaunches,
  checkRuns,
  events,
  findings,
  reviewArtefacts,
  reviewDecisions,
  type reviewFacts,
  reviewFeedback,
  reviewRevisions,
  reviewStates,
  reviews,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { firstSubmitOf } from "#lib/reviews/drafts/first-submit.ts";
import { guardianInvolved } from "#lib/reviews/involvement/involvement.ts";
import { hasEndedRejected } from "#lib/reviews/lifecycle/ended-rejected.ts";
import { CANCELLED_AT, moment } from "../cohort.ts";
import { factColumns } from "./columns.ts";

/**
 * Computes the facts of submitted reviews that meet a condition over `reviews`, as rows of `review_facts`: as known at
 * a moment, or as known now.
 */
export function computedFacts(ctx: Context, among: SQL, asOf: Date | null): SQL {
  const facts = factsOfReview(ctx, asOf);
  const columns = factColumns().map(({ key, name }) => sql`${facts[key]} as ${name}`);
  return sql`select ${sql.join(columns, sql`, `)} from ${reviews}
    left join lateral (${foundIn(asOf)}) as found on true
    left join lateral (${waitsIn(asOf)}) as waited on true
    left join lateral (${firstApproval(asOf)}) as approval on true
    left join lateral (${feedbackIn(asOf)}) as feedback on true
    where ${reviews.firstSubmittedAt} is not null and ${among}`;
}

function factsOfReview(ctx: Context, asOf: Date | null): Record<keyof typeof reviewFacts.$inferSelect, SQL> {
  return {
    reviewId: sql`${reviews.id}`,
    teamId: sql`${reviews.teamId}`,
    tier: sql`${reviews.tier}`,
    imported: sql`(${isImported()})`,
    importedFindings: sql`${reviews.importedFindings}`,
    guardianId: sql`${reviews.guardianId}`,
    guardianAtSubmitId: sql`${reviews.guardianAtSubmitId}`,
    reviewerId: sql`${reviews.reviewerId}`,
    firstSubmittedAt: sql`${reviews.firstSubmittedAt}`,
    ownSubmittedAt: firstSubmitOf(),
    firstResponseAt: sql`${reviews.firstResponseAt}`,
    firstDecidedAt: sql`${reviews.firstDecidedAt}`,
    cancelledAt: CANCELLED_AT,
    overAt: sql`least(${reviews.endedAt}, case when ${hasEndedRejected()} then ${reviews.decidedAt} end)`,
    openElsewhereAt: sql`${reviews.openElsewhereAt}`,
    requestedLaunchOn: sql`${reviews.requestedLaunchOn}`,
    launchedOn: firstLaunch(),
    engineer: sql`found.engineer`,
    guardian: sql`found.guardian`,
    tool: sql`found.tool`,
    blocking: sql`(${blockingBeforeAsked(asOf)})`,
    involved: sql`(${guardianInvolved(ctx)})`,
    feedbackGiven: sql`feedback.given`,
    feedbackDeclined: sql`feedback.declined`,
    firstOutcome: sql`(select ${reviewDecisions.outcome} from ${reviewDecisions} where ${reviewDecisions.reviewId} = ${reviews.id}
      order by ${reviewDecisions.decidedAt}, ${reviewDecisions.id} limit 1)`,
    hadDocuments: hadDocuments(asOf),
    firstChecks: sql`(${runsOf(firstRevision())} and ${known(sql`run.finished_at`, asOf)} order by run.id limit 1)`,
    approvedAt: sql`approval.at`,
    approvalChecks: sql`(${runsOf(sql`approval.revision`)} and run.finished_at <= approval.at
      order by (run.queued_at <= approval.at) desc, run.queued_at desc, run.id desc limit 1)`,
    asked: sql`(${timesAsked()})`,
    reviewerWait: sql`waited.reviewer`,
    requesterWait: sql`waited.requester`,
    nobodyWait: sql`waited.nobody`,
    submittedWait: sql`waited.submitted`,
    reviewerSince: sql`(select span.from_at from ${spans()} and ${hasTurn("reviewer", SPAN_STATE)} and ${known(sql`span.from_at`, asOf)}
      and ${endOf(asOf)} is null and ${decidedBy(asOf)} is null limit 1)`,
    reasonWaits: sql`(${waitsByReason(asOf)})`,
    holds: sql`(select jsonb_agg(jsonb_build_array(date_part('epoch', span.from_at), date_part('epoch', span.to_at)) order by span.from_at)
      from ${spans()} and span.state = 'on_hold')`,
  };
}

/**
 * The day of the first launch according to events. Only looked up for reopened reviews and break-glass launches, which
 * alone can launch again despite evidence changed since a launch.
 */
function firstLaunch(): SQL {
  const mayBeSecond = sql`${reviews.cycle} > 1
    or exists (select from ${breakGlassLaunches} where ${breakGlassLaunches.reviewId} = ${reviews.id})`;
  return sql`coalesce(case when ${mayBeSecond} then (select (told.data ->> 'launchedOn')::date from ${events} as told
    where told.subject_kind = 'review' and told.subject_id = ${reviews.id}
    and told.type in ('review.launched', 'review.launched-by-break-glass') order by told.id limit 1) end,
    ${reviews.launchedOn})`;
}

function known(at: Column | SQL, asOf: Date | null): SQL {
  return asOf === null ? sql`true` : sql`${at} <= ${moment(asOf)}`;
}

function foundIn(asOf: Date | null): SQL {
  const by = (finder: string) => sql`(count(*) filter (where ${findings.finder} = ${finder}))`;
  return sql`select ${by("engineer")} as engineer, ${by("guardian")} as guardian, ${by("tool")} as tool
    from ${findings} where ${and(eq(findings.reviewId, reviews.id), foundInReview(asOf))}`;
}

function blockingBeforeAsked(asOf: Date | null): SQL {
  const asked = sql`(select min(span.from_at) from ${spans()} and span.state = 'changes_requested')`;
  return sql`select count(*) from ${findings} where ${and(
    eq(findings.reviewId, reviews.id),
    foundInReview(asOf),
    eq(findings.blocking, true),
    eq(findings.finder, "engineer"),
  )} and ${findings.createdAt} <= coalesce(least(${asked}, ${reviews.firstDecidedAt}), 'infinity')`;
}

function firstApproval(asOf: Date | null): SQL {
  const { decidedAt, id, reviewId, revision } = reviewDecisions;
  return sql`select ${decidedAt} as at, ${revision} as revision from ${reviewDecisions}
    where ${and(eq(reviewId, reviews.id), isApproval(), known(decidedAt, asOf))} order by ${decidedAt}, ${id} limit 1`;
}

/**
 * The guardian's feedback, joined by review. For single reviews, the database would scan everything, and again for each
 * use.
 */
function feedbackIn(asOf: Date | null): SQL {
  const { createdAt, declinedReason, guardianId, reviewId } = reviewFeedback;
  const any = (which: SQL) => sql`coalesce(bool_or(${which}), false)`;
  return sql`select ${any(sql`${declinedReason} is null`)} as given, ${any(sql`${declinedReason} is not null`)} as declined
    from ${reviewFeedback} where ${reviewId} = ${reviews.id} and ${guardianId} = ${reviews.guardianAtSubmitId}
    and ${known(createdAt, asOf)}`;
}

function firstRevision(): SQL {
  const { number, reviewId } = reviewRevisions;
  return sql`(select min(${number}) from ${reviewRevisions} where ${reviewId} = ${reviews.id})`;
}

/** The verdicts of a revision's finished runs. More conditions may follow. */
function runsOf(revision: SQL): SQL {
  return sql`select coalesce(run.verdict, 'error') from ${checkRuns} as run
    where run.review_id = ${reviews.id} and run.revision = ${revision} and run.finished_at is not null`;
}

/** The rows of `reviews` with a policy or template attached at their own submit or later. */
export function hadDocuments(asOf: Date | null): SQL {
  const { addedAt, removedAt, reviewId } = reviewArtefacts;
  return sql`exists (select from ${reviewArtefacts} where ${reviewId} = ${reviews.id} and ${known(addedAt, asOf)}
    and (${removedAt} is null or ${removedAt} > ${firstSubmitOf()}))`;
}

/** The number of change requests before the first decision. Continuing after a hold is not another request. */
function timesAsked(): SQL {
  return sql`select count(*) from ${spans()} and span.state = 'changes_requested'
    and span.from_at <= ${reviews.firstDecidedAt}
    and not exists (select from review_states as held
      where held.review_id = span.review_id and held.state = 'on_hold' and held.to_at = span.from_at)`;
}

/** The successive states of a review. More conditions may follow. */
function spans(): SQL {
  return sql`${reviewStates} as span where span.review_id = ${reviews.id}`;
}

const SPAN_STATE = sql`span.state`;

function decidedBy(asOf: Date | null): SQL {
  return sql`case when ${known(reviews.firstDecidedAt, asOf)} then ${reviews.firstDecidedAt} end`;
}

function endOf(asOf: Date | null): SQL {
  return sql`case when ${known(sql`span.to_at`, asOf)} then span.to_at end`;
}

/**
 * Milliseconds in a state between the own submit and the first decision; none while it lasts. Whole numbers, so that
 * sums are the same in any order.
 */
function took(asOf: Date | null): SQL {
  const until = sql`least(${endOf(asOf)}, ${decidedBy(asOf)})`;
  return sql`(extract(epoch from greatest(interval '0', ${until} - greatest(span.from_at, ${firstSubmitOf()}))) * 1000)::bigint`;
}

function waitsIn(asOf: Date | null): SQL {
  const of = (which: SQL) =>
    sql`case when count(*) > 0 then coalesce(sum(${took(asOf)}) filter (where ${which}), 0)::bigint end`;
  return sql`select ${of(hasTurn("reviewer", SPAN_STATE))} as reviewer, ${of(hasTurn("requester", SPAN_STATE))} as requester,
    ${of(hasTurn("nobody", SPAN_STATE))} as nobody, ${of(sql`span.state = 'submitted'`)} as submitted from ${spans()}`;
}

/** Changes that continue after a hold are waited for with the reason of the original request. */
function waitsByReason(asOf: Date | null): SQL {
  const reason = sql`coalesce(span.reason_code, case when span.state = 'changes_requested' then (
    select asked.reason_code from ${reviewStates} as asked
    where asked.review_id = span.review_id and asked.state = span.state and asked.from_at < span.from_at
    order by asked.from_at desc limit 1) end)`;
  return sql`select jsonb_object_agg(waited.reason, waited.took) from (
    select ${reason} as reason, sum(${took(asOf)}) as took from ${spans()} group by 1) as waited
    where waited.reason is not null`;
}
