import { and, type Column, eq, gte, isNotNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { findingsKnown, foundInReview, knownInFacts } from "#db/conditions/metrics.ts";
import { isImported } from "#db/conditions/reviews.ts";
import { findings, reviewFacts, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { firstSubmitOf } from "#lib/reviews/drafts/first-submit.ts";
import { chainBefore } from "#lib/reviews/evidence/chain-before.ts";
import type { ReviewType } from "#lib/reviews/rules/review-types.ts";
import type { Facts } from "./facts/facts-of.ts";
import type { Arm, ArmTimes, Compared } from "./rules/arms.ts";
import { type CohortCounts, type LeadTimes, NO_COUNTS, type Outcome } from "./rules/cohort.ts";
import { inScope, type MetricsScope } from "./scope.ts";

/** Consecutive windows, given by their edges: n + 1 instants, ascending. Events after `asOf` are unknown. */
export type Windows = { edges: readonly Date[]; asOf: Date };

/**
 * Whole seconds from first submit to decision, cancellation or as-of for every review submitted in each window, by
 * outcome. One list per window, in order. Grouped in the database, so that few rows are read.
 */
export async function leadTimes(
  ctx: Context,
  facts: Facts,
  scope: MetricsScope,
  windows: Windows,
): Promise<LeadTimes[][]> {
  const { outcome, until } = fateAt(windows.asOf, reviewFacts);
  const rows = await ctx.db
    .select({
      window: bucket(reviewFacts.firstSubmittedAt, windows).as("window"),
      outcome: outcome.as("outcome"),
      seconds: sql<number[]>`json_agg(date_part('epoch', ${until} - ${reviewFacts.firstSubmittedAt})::int)`,
      imported: sql<number>`(count(*) filter (where ${reviewFacts.imported}))::int`,
    })
    .from(await facts(windows))
    .where(submittedIn(scope, windows, reviewFacts))
    .groupBy(sql`1, 2`);
  return byWindow(windows, rows);
}

/** Like `leadTimes`, for reviews with a tier and a known arm, over all windows together, by tier and arm. */
export async function armTimes(ctx: Context, scope: MetricsScope, windows: Windows): Promise<ArmTimes[]> {
  const { outcome, seconds } = outcomeAt(windows.asOf);
  return ctx.db
    .select({
      tier: sql<Tier>`${reviews.tier}`.as("tier"),
      arm: sql<Compared>`${ARM}`.as("arm"),
      outcome,
      seconds,
      imported: IMPORTED,
    })
    .from(reviews)
    .where(and(submittedIn(scope, windows), COMPARABLE))
    .groupBy(sql`1, 2, 3`);
}

/**
 * The reviews used to compare the arms: those with a team, a tier, a type and a known arm. Each window is a quarter.
 */
export function armReviews(ctx: Context, scope: MetricsScope, windows: Windows) {
  const { outcome, until } = fateAt(windows.asOf);
  const found = engineerFindings(ctx, windows);
  const findings = foundOf(sql`coalesce(${found.n}, 0)`);
  return ctx.db
    .select({
      team: sql<number>`${reviews.teamId}`.as("team"),
      quarter: bucket(reviews.firstSubmittedAt, windows).as("quarter"),
      submitted: sql<number>`date_part('epoch', ${reviews.firstSubmittedAt})::float8`.as("submitted"),
      tier: sql<Tier>`${reviews.tier}`.as("tier"),
      type: sql<ReviewType>`${reviews.type}`.as("type"),
      arm: sql<Compared>`${ARM}`.as("arm"),
      seconds: sql<number>`date_part('epoch', ${until} - ${reviews.firstSubmittedAt})::int`.as("seconds"),
      decided: sql<boolean>`${outcome} = 'decided'`.as("decided"),
      findings: findings.as("findings"),
      imported: sql<boolean>`${isImported()}`.as("imported"),
    })
    .from(reviews)
    .leftJoin(found, eq(found.reviewId, reviews.id))
    .where(comparedIn(scope, windows));
}

/** The kinds of change among `armReviews` by quarter, with the arms that have any. */
export function armKinds(ctx: Context, scope: MetricsScope, windows: Windows) {
  return ctx.db
    .selectDistinct({
      quarter: bucket(reviews.firstSubmittedAt, windows).as("quarter"),
      tier: sql<Tier>`${reviews.tier}`.as("tier"),
      type: sql<ReviewType>`${reviews.type}`.as("type"),
      arm: sql<Compared>`${ARM}`.as("arm"),
    })
    .from(reviews)
    .where(comparedIn(scope, windows));
}

/** The rows of `reviews` that `armReviews` reads. */
export function comparedIn(scope: MetricsScope, windows: Windows): SQL | undefined {
  return and(submittedIn(scope, windows), COMPARABLE, isNotNull(reviews.teamId), isNotNull(reviews.type));
}

/** The number of teams with a review in each arm. */
export async function armTeams(ctx: Context, scope: MetricsScope, windows: Windows): Promise<Record<Compared, number>> {
  const rows = await ctx.db
    .select({ arm: sql<Compared>`${ARM}`.as("arm"), teams: sql<number>`count(distinct ${reviews.teamId})::int` })
    .from(reviews)
    .where(and(submittedIn(scope, windows), COMPARABLE))
    .groupBy(sql`1`);
  const of = (arm: Compared) => rows.find((row) => row.arm === arm)?.teams ?? 0;
  return { guardian: of("guardian"), none: of("none") };
}

const IMPORTED = sql<number>`(count(*) filter (where ${isImported()}))::int`;

/** A review's outcome at a moment, and the seconds since its first submit. */
function outcomeAt(asOf: Date) {
  const { outcome, until } = fateAt(asOf);
  return {
    outcome: outcome.as("outcome"),
    seconds: sql<number[]>`json_agg(date_part('epoch', ${until} - ${reviews.firstSubmittedAt})::int)`,
  };
}

/** When a row of `reviews` was cancelled. */
export const CANCELLED_AT = sql<Date | null>`case when ${reviews.state} = 'cancelled' then ${reviews.endedAt} end`;

/** The columns that decide a review's outcome. */
type Fate = Record<"firstDecidedAt" | "openElsewhereAt", Column> & { cancelledAt: Column | SQL };

const REVIEW: Fate = {
  firstDecidedAt: reviews.firstDecidedAt,
  cancelledAt: CANCELLED_AT,
  openElsewhereAt: reviews.openElsewhereAt,
};

/**
 * A review's outcome at a moment, and when it was last seen open before. For a review open in another tracker, that is
 * when a file last said so, because its later fate is unknown here.
 */
export function fateAt(asOf: Date, { firstDecidedAt, cancelledAt, openElsewhereAt }: Fate = REVIEW) {
  const at = moment(asOf);
  const outcome = sql<Outcome>`case
    when ${firstDecidedAt} <= ${at} then 'decided'
    when ${cancelledAt} <= ${at} then 'cancelled' else 'open' end`;
  const until = sql`case
    when ${firstDecidedAt} <= ${at} then ${firstDecidedAt}
    when ${cancelledAt} <= ${at} then ${cancelledAt}
    else least(${at}, ${openElsewhereAt}) end`;
  return { outcome, until };
}

/** Engineers' findings on a row of `reviews`: those `here`, plus those in its file; null if unknown. */
export function foundOf(here: SQL): SQL<number | null> {
  return sql`case when ${findingsKnown()} then ${here} + coalesce(${reviews.importedFindings}, 0) end`;
}

/** Like `foundOf`, for the rows of `review_facts`. */
export const FOUND = sql`(${reviewFacts.engineer} + coalesce(${reviewFacts.importedFindings}, 0))`;

/** Findings and involvement for the reviews submitted in each window: the counts per window, in order. */
export async function cohortCounts(
  ctx: Context,
  facts: Facts,
  scope: MetricsScope,
  windows: Windows,
): Promise<CohortCounts[]> {
  const { imported, importedFindings, guardianAtSubmitId, involved } = reviewFacts;
  const known = knownInFacts();
  const decided = sql`${reviewFacts.firstDecidedAt} <= ${moment(windows.asOf)}`;
  const { outcome } = fateAt(windows.asOf, reviewFacts);
  const count = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const sum = (value: SQL | Column) => sql<number>`coalesce(sum(${value}), 0)::int`;
  const own = sql`${decided} and not ${imported}`;
  const rows = await ctx.db
    .select({
      window: bucket(reviewFacts.firstSubmittedAt, windows).as("window"),
      n: sql<number>`count(*)::int`,
      known: count(known),
      open: count(sql`${known} and ${outcome} = 'open'`),
      imported: count(sql`${known} and ${imported}`),
      stated: sum(importedFindings),
      engineer: sum(FOUND),
      guardian: sum(reviewFacts.guardian),
      tool: sum(reviewFacts.tool),
      withOne: count(sql`${FOUND} > 0`),
      decided: count(own),
      decidedImported: count(sql`${decided} and ${imported}`),
      assigned: count(sql`${own} and ${isNotNull(guardianAtSubmitId)}`),
      involved: count(sql`${own} and ${involved}`),
    })
    .from(await facts(windows))
    .where(submittedIn(scope, windows, reviewFacts))
    .groupBy(sql`1`);
  return byWindow(windows, rows).map(([row]) => row ?? NO_COUNTS);
}

/** Engineers' findings on the reviews submitted in the windows. */
function engineerFindings(ctx: Context, windows: Windows) {
  return ctx.db
    .select({ reviewId: findings.reviewId, n: sql<number>`count(*)`.as("n") })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .where(
      and(inWindows(reviews.firstSubmittedAt, windows), eq(findings.finder, "engineer"), foundInReview(windows.asOf)),
    )
    .groupBy(findings.reviewId)
    .as("found");
}

/** A past review from a file has an arm only if the file says who had a guardian. */
const armOf = (row: SQL) => sql`case
  when ${row}.import_id is null then case when ${row}.guardian_at_submit_id is null then 'none' else 'guardian' end
  when ${row}.imported_with_guardian then 'guardian'
  when not ${row}.imported_with_guardian then 'none' else 'unknown' end`;
/**
 * A review that follows a rejected one has the arm of the first submit that its lead time runs from, because a guardian
 * assigned after a rejection is assigned during the wait.
 */
export const ARM = sql<Arm>`case when reviews.previous_review_id is null then ${armOf(sql`reviews`)} else (
  ${chainBefore(sql`reviews.previous_review_id`)}
  select ${armOf(sql`chain`)} from chain where chain.previous_review_id is null) end`;
export const COMPARABLE = and(isNotNull(reviews.tier), sql`${ARM} <> 'unknown'`);

/** The condition that an instant lies in one of the windows, and is known at as-of. */
export function inWindows(instant: Column, { edges, asOf }: Windows): SQL | undefined {
  const [first, last] = [edges[0], edges.at(-1)];
  if (!first || !last) return sql`false`;
  return and(gte(instant, first), lt(instant, last), lte(instant, asOf));
}

type Placed = Record<"teamId" | "firstSubmittedAt" | "firstDecidedAt", Column>;
const FACTS: Placed = reviewFacts;

/**
 * Rows of `reviews`, or of their facts, first submitted in one of the windows, in scope, and known at as-of. A review
 * that follows a rejected one uses the first submit of the latter, and is known once it was submitted itself.
 */
export function submittedIn(scope: MetricsScope, windows: Windows, of: Placed = reviews): SQL | undefined {
  const at = moment(windows.asOf);
  const came =
    of === FACTS
      ? sql`${reviewFacts.ownSubmittedAt} <= ${at}`
      : sql`(${reviews.previousReviewId} is null or ${firstSubmitOf()} <= ${at})`;
  return and(inScope(scope, of.teamId), inWindows(of.firstSubmittedAt, windows), came);
}

/** Like `submittedIn`, for the first decision. */
export function decidedIn(scope: MetricsScope, windows: Windows, of: Placed = reviews): SQL | undefined {
  return and(inScope(scope, of.teamId), inWindows(of.firstDecidedAt, windows));
}

/** The number of the window that includes an instant, from 1. */
export function bucket(instant: Column, { edges }: Windows): SQL<number> {
  const list = sql.join(edges.map(moment), sql`, `);
  return sql<number>`width_bucket(${instant}, array[${list}])`;
}

export function moment(at: Date): SQL {
  return sql`${at.toISOString()}::timestamptz`;
}

/** The rows of each window, in order. */
export function byWindow<Row extends { window: number }>({ edges }: Windows, rows: readonly Row[]): Row[][] {
  return edges.slice(1).map((_, index) => rows.filter(({ window }) => window === index + 1));
}
