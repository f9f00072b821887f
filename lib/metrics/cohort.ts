import { and, type Column, eq, gte, isNotNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { findings, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { countedFinding } from "#lib/findings/conditions.ts";
import { isImported } from "#lib/reviews/conditions.ts";
import { involvedReviewIds } from "#lib/reviews/involvement.ts";
import type { ReviewType } from "#lib/reviews/rules/review-types.ts";
import type { Tier } from "#lib/reviews/rules/tiers.ts";
import { findingsKnown } from "./conditions.ts";
import type { Arm, ArmTimes, Compared } from "./rules/arms.ts";
import { type CohortCounts, type LeadTimes, NO_COUNTS, type Outcome } from "./rules/cohort.ts";
import { inScope, type MetricsScope } from "./scope.ts";

/** Windows that follow each other, from their edges: n + 1 instants, ascending. What happened after `asOf` is not known. */
export type Windows = { edges: readonly Date[]; asOf: Date };

/**
 * Whole seconds from first submit to decision, cancel or as-of of every review submitted in each window, by outcome.
 * One list per window, in their order. The database groups them, so that few rows are read.
 */
export async function leadTimes(ctx: Context, scope: MetricsScope, windows: Windows): Promise<LeadTimes[][]> {
  const { outcome, seconds } = outcomeAt(windows.asOf);
  const rows = await ctx.db
    .select({ window: bucket(reviews.firstSubmittedAt, windows).as("window"), outcome, seconds, imported: IMPORTED })
    .from(reviews)
    .where(submittedIn(scope, windows))
    .groupBy(sql`1, 2`);
  return byWindow(windows, rows);
}

/** As `leadTimes`, of the reviews with a tier whose arm is known, all windows together, by tier and arm. */
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

/** What is compared between the arms: every review of a team with a tier and a type whose arm is known. */
export function armReviews(ctx: Context, scope: MetricsScope, windows: Windows) {
  const { outcome, until } = fateAt(windows.asOf);
  const found = findingsByReview(ctx, windows);
  const findings = sql<number | null>`case when ${findingsKnown()}
    then coalesce(${found.engineer}, 0) + coalesce(${reviews.importedFindings}, 0) end`;
  return ctx.db
    .select({
      team: sql<number>`${reviews.teamId}`.as("team"),
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
    .where(and(submittedIn(scope, windows), COMPARABLE, isNotNull(reviews.teamId), isNotNull(reviews.type)));
}

/** How many teams have a review in each arm. */
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

/** What had become of a review at a moment, and the seconds since its first submit. */
function outcomeAt(asOf: Date) {
  const { outcome, until } = fateAt(asOf);
  return {
    outcome: outcome.as("outcome"),
    seconds: sql<number[]>`json_agg(date_part('epoch', ${until} - ${reviews.firstSubmittedAt})::int)`,
  };
}

/**
 * What had become of a review at a moment, and when it was last seen open before: of one that is open in another tracker that is
 * when a file last said so, since nobody here knows what became of it then.
 */
export function fateAt(asOf: Date) {
  const at = moment(asOf);
  const outcome = sql<Outcome>`case
    when ${reviews.firstDecidedAt} <= ${at} then 'decided'
    when ${reviews.state} = 'cancelled' and ${reviews.endedAt} <= ${at} then 'cancelled' else 'open' end`;
  const until = sql`case
    when ${reviews.firstDecidedAt} <= ${at} then ${reviews.firstDecidedAt}
    when ${reviews.state} = 'cancelled' and ${reviews.endedAt} <= ${at} then ${reviews.endedAt}
    else least(${at}, ${reviews.openElsewhereAt}) end`;
  return { outcome, until };
}

/** Findings and involvement of the reviews submitted in each window: the counts of each window, in their order. */
export async function cohortCounts(ctx: Context, scope: MetricsScope, windows: Windows): Promise<CohortCounts[]> {
  const cohort = cohortOf(ctx, scope, windows);
  const found = findingsByReview(ctx, windows);
  const involved = involvedReviewIds(ctx, submittedIn(scope, windows)).as("involved");
  const engineer = sql`coalesce(${found.engineer}, 0) + coalesce(${cohort.stated}, 0)`;
  const count = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const sum = (value: SQL) => sql<number>`coalesce(sum(${value}), 0)::int`;
  const own = sql`${cohort.decided} and not ${cohort.imported}`;
  const rows = await ctx.db
    .select({
      window: cohort.window,
      n: sql<number>`count(*)::int`,
      known: count(sql`${cohort.known}`),
      imported: count(sql`${cohort.known} and ${cohort.imported}`),
      stated: sum(sql`${cohort.stated}`),
      engineer: sum(engineer),
      guardian: sum(sql`${found.guardian}`),
      tool: sum(sql`${found.tool}`),
      withOne: count(sql`${engineer} > 0`),
      decided: count(own),
      decidedImported: count(sql`${cohort.decided} and ${cohort.imported}`),
      assigned: count(sql`${own} and ${cohort.assigned}`),
      involved: count(sql`${own} and ${involved.id} is not null`),
    })
    .from(cohort)
    .leftJoin(found, eq(found.reviewId, cohort.id))
    .leftJoin(involved, eq(involved.id, cohort.id))
    .groupBy(cohort.window);
  return byWindow(windows, rows).map(([row]) => row ?? NO_COUNTS);
}

function cohortOf(ctx: Context, scope: MetricsScope, windows: Windows) {
  const decided = sql<boolean>`coalesce(${reviews.firstDecidedAt} <= ${moment(windows.asOf)}, false)`;
  return ctx.db
    .select({
      id: reviews.id,
      window: bucket(reviews.firstSubmittedAt, windows).as("window"),
      assigned: sql<boolean>`${isNotNull(reviews.guardianAtSubmitId)}`.as("assigned"),
      decided: decided.as("decided"),
      imported: sql<boolean>`${isImported()}`.as("imported"),
      known: sql<boolean>`${findingsKnown()}`.as("known"),
      stated: sql<number | null>`${reviews.importedFindings}`.as("stated"),
    })
    .from(reviews)
    .where(submittedIn(scope, windows))
    .as("cohort");
}

/**
 * Of the reviews submitted in the windows: medium or higher at first or at the decision, valid, and found before the approval;
 * later ones are escapes.
 */
export function findingsByReview(ctx: Context, windows: Windows) {
  const by = (finder: string) => sql<number>`count(*) filter (where ${findings.finder} = ${finder})`.as(finder);
  return ctx.db
    .select({ reviewId: findings.reviewId, engineer: by("engineer"), guardian: by("guardian"), tool: by("tool") })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .where(
      and(
        inWindows(reviews.firstSubmittedAt, windows),
        eq(findings.escape, false),
        lte(findings.createdAt, windows.asOf),
        countedFinding(),
      ),
    )
    .groupBy(findings.reviewId)
    .as("found");
}

/** A past review from a file is in an arm only where that file says who had a guardian. */
export const ARM = sql<Arm>`case
  when ${reviews.importId} is null then case when ${reviews.guardianAtSubmitId} is null then 'none' else 'guardian' end
  when ${reviews.importedWithGuardian} then 'guardian'
  when not ${reviews.importedWithGuardian} then 'none' else 'unknown' end`;
export const COMPARABLE = and(isNotNull(reviews.tier), sql`${ARM} <> 'unknown'`);

/** An instant lies in one of the windows, and is known at as-of. */
export function inWindows(instant: Column, { edges, asOf }: Windows): SQL | undefined {
  const [first, last] = [edges[0], edges.at(-1)];
  if (!first || !last) return sql`false`;
  return and(gte(instant, first), lt(instant, last), lte(instant, asOf));
}

/** First submitted in one of the windows, within the scope, and known at as-of. */
export function submittedIn(scope: MetricsScope, windows: Windows): SQL | undefined {
  return and(inScope(scope, reviews.teamId), inWindows(reviews.firstSubmittedAt, windows));
}

/** As `submittedIn`, of the first decision. */
export function decidedIn(scope: MetricsScope, windows: Windows): SQL | undefined {
  return and(inScope(scope, reviews.teamId), inWindows(reviews.firstDecidedAt, windows));
}

/** The number of the window that an instant lies in, from 1. */
export function bucket(instant: Column, { edges }: Windows): SQL<number> {
  const list = sql.join(edges.map(moment), sql`, `);
  return sql<number>`width_bucket(${instant}, array[${list}])`;
}

export function moment(at: Date): SQL {
  return sql`${at.toISOString()}::timestamptz`;
}

/** The rows of each window, in their order. */
export function byWindow<Row extends { window: number }>({ edges }: Windows, rows: readonly Row[]): Row[][] {
  return edges.slice(1).map((_, index) => rows.filter(({ window }) => window === index + 1));
}
