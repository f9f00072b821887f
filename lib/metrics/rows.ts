import { and, desc, eq, isNotNull, lte, not, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { sliceOf } from "#db/paging.ts";
import { findings, people, reviews, teams } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { countedFinding } from "#lib/findings/conditions.ts";
import { parse } from "#lib/input.ts";
import { reviewRef } from "#lib/paths.ts";
import { calendarDay, startOfDay } from "#lib/zoned-time.ts";
import { openAt } from "./backlog-at.ts";
import { ARM, COMPARABLE, submittedIn } from "./cohort.ts";
import { findingsKnown, isImported } from "./conditions.ts";
import { approvedIn, escapesOfReview } from "./escapes.ts";
import { firstDecidedIn } from "./figures/decided.ts";
import { hasFindingIn } from "./figures/found-early.ts";
import { hadDocuments } from "./figures/policy-checks.ts";
import { figureOf } from "./figures-of.ts";
import { fourQuarters } from "./four-quarters.ts";
import { type MetricRowsAddress, metricRowsQuery } from "./input.ts";
import { issueRates } from "./issue-rates.ts";
import { leadTimeByArm } from "./lead-time-by-arm.ts";
import type { MetricReview, MetricRows } from "./output.ts";
import { type Asked, knownAt, quarterWords, understood } from "./read-query.ts";
import { isFigure, METRIC_DEFINITIONS, type MetricDefinition, type MetricId } from "./rules/definitions.ts";
import { knownUntil, quarterBounds } from "./rules/quarter.ts";
import { MIN_PEOPLE } from "./rules/suppression.ts";
import { inScope, PROGRAM_SCOPE } from "./scope.ts";
import { peopleCounted, trainingRows } from "./training.ts";

export const ROWS_PER_PAGE = 100;

/** The metrics that are counted over reviews, and not over people, teams or models. */
const REVIEWS_BEHIND: ReadonlySet<MetricId> = new Set([
  ...(["M1", "M2", "M3", "M3b", "M4", "M5", "M6", "M7"] as const),
  ...(["M8", "M10", "M19", "M20", "M22", "M23"] as const),
]);

const NO_ROWS = { total: 0, more: false, page: 1, pages: 1, reviews: [] };

/**
 * The rows behind one metric of a quarter, as far as this reader may see them, the latest first, by pages of 100.
 * People behind training are named to their manager and the program's staff only, and not where fewer than five count. `query` as for `metricsOf`, with `page`.
 */
export async function metricRows(ctx: Context, metric: string, query: MetricRowsAddress): Promise<MetricRows> {
  const { page, ...address } = parse(metricRowsQuery, query);
  const definition = METRIC_DEFINITIONS.find(({ id }) => id === metric);
  if (!definition) throw new NotFound("The metric");
  const asked = await understood(ctx, address);
  const at = knownAt(ctx, asked);
  const head = {
    metric: definition,
    quarter: quarterWords(asked.quarter, asked.timeZone, at),
    asOf: at.toISOString(),
    scope: { label: asked.scope.label, organisation: asked.scope.organisation, team: asked.scope.team },
  };
  const { id } = definition;
  const figure = isFigure(id) ? await figureOf(ctx, id, asked) : null;
  const issues = id === "M4" ? await issueRates(ctx, asked) : null;
  if (id === "M14")
    return { ...head, behind: "people", ...(await peopleBehind(ctx, asked)), figure, issues, byArm: null };
  const behind = REVIEWS_BEHIND.has(id) ? "reviews" : "nothing";
  const found = behind === "reviews" ? await reviewsBehind(ctx, asked, definition, page) : NO_ROWS;
  const byArm = id === "M1" || id === "M2" ? await leadTimeByArm(ctx, asked) : null;
  return { ...head, behind, ...found, people: null, figure, issues, byArm };
}

async function peopleBehind(ctx: Context, asked: Asked) {
  const { quarter, timeZone, scope } = asked;
  const until = knownUntil(quarterBounds(quarter, timeZone), knownAt(ctx, asked));
  if ((await peopleCounted(ctx, scope, until, timeZone)) < MIN_PEOPLE) return { ...NO_ROWS, people: null };
  const found = await trainingRows(ctx, scope, until, timeZone);
  return { ...NO_ROWS, total: found.length, people: found.length === 0 ? null : found };
}

async function reviewsBehind(ctx: Context, asked: Asked, { id }: MetricDefinition, wanted: number) {
  const condition = and(visibleReviews(ctx), reviewsOf(ctx, asked, id));
  const all = ctx.db.select({ id: reviews.id }).from(reviews).where(condition);
  const { place, offset } = await sliceOf(ctx.db, all, wanted, { size: ROWS_PER_PAGE });
  return { ...place, reviews: await reviewRows(ctx, condition, { offset, at: knownAt(ctx, asked) }) };
}

/** The reviews that a metric counts. */
function reviewsOf(ctx: Context, asked: Asked, id: MetricDefinition["id"]): SQL | undefined {
  const { quarter, timeZone, scope } = asked;
  if (id === "M6") return and(openAt(ctx, asked.asOf), inScope(scope, reviews.teamId));
  if (id === "M2") {
    const { windows } = fourQuarters(
      quarter,
      timeZone,
      startOfDay(calendarDay(knownAt(ctx, asked), timeZone), timeZone),
    );
    return and(submittedIn(PROGRAM_SCOPE, windows), COMPARABLE, isNotNull(reviews.teamId), isNotNull(reviews.type));
  }
  const { start, end } = quarterBounds(quarter, timeZone);
  const windows = { edges: [start, end], asOf: knownAt(ctx, asked) };
  if (id === "M5") return and(inScope(scope, reviews.teamId), approvedIn(ctx, windows));
  const cohort = submittedIn(scope, windows);
  if (id === "M3" || id === "M4") return and(cohort, findingsKnown());
  if (id === "M8" || id === "M23")
    return and(inScope(scope, reviews.teamId), not(isImported()), firstDecidedIn(windows));
  if (id === "M22") return and(inScope(scope, reviews.teamId), hasFindingIn(ctx, windows));
  if (id === "M19") return and(cohort, not(isImported()), hadDocuments(windows.asOf));
  if (id === "M3b" || id === "M7" || id === "M20") return and(cohort, not(isImported()));
  if (id === "M10") return and(cohort, not(isImported()), lte(reviews.firstDecidedAt, windows.asOf));
  return cohort;
}

type Slice = { offset: number; at: Date };

async function reviewRows(ctx: Context, condition: SQL | undefined, { offset, at }: Slice): Promise<MetricReview[]> {
  const guardian = alias(people, "guardian");
  const rows = await ctx.db
    .select({
      review: reviews,
      team: teams.name,
      guardian: guardian.name,
      arm: ARM,
      found: engineerFindings(ctx),
      escapes: escapesOfReview(ctx),
    })
    .from(reviews)
    .leftJoin(teams, eq(teams.id, reviews.teamId))
    .leftJoin(guardian, eq(guardian.id, reviews.guardianAtSubmitId))
    .where(condition)
    .orderBy(desc(reviews.firstSubmittedAt), desc(reviews.id))
    .limit(ROWS_PER_PAGE)
    .offset(offset);
  return rows.map(({ review, found, ...rest }) => {
    const imported = review.importId !== null;
    return {
      ...rest,
      id: review.id,
      ref: reviewRef(review.id),
      title: review.title,
      state: review.state,
      tier: review.tier,
      imported,
      ...timesOf(review, at),
      findings: imported ? review.importedFindings : found,
    };
  });
}

function engineerFindings(ctx: Context): SQL<number> {
  const found = ctx.db
    .select({ n: sql`count(*)::int` })
    .from(findings)
    .where(
      and(eq(findings.reviewId, reviews.id), eq(findings.finder, "engineer"), not(findings.escape), countedFinding()),
    );
  return sql<number>`${found}`;
}

/** What had become of a review at a moment, and how long it had taken. */
function timesOf(review: typeof reviews.$inferSelect, at: Date) {
  const then = (instant: Date | null) => (instant !== null && instant <= at ? instant : null);
  const submitted = review.firstSubmittedAt ?? at;
  const decided = then(review.firstDecidedAt);
  const cancelled = review.state === "cancelled" ? then(review.endedAt) : null;
  const outcome: MetricReview["outcome"] = decided ? "decided" : cancelled ? "cancelled" : "open";
  return {
    submittedAt: submitted.toISOString(),
    decidedAt: decided?.toISOString() ?? null,
    outcome,
    seconds: ((decided ?? cancelled ?? at).getTime() - submitted.getTime()) / 1000,
  };
}
