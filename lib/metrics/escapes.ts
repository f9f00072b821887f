import { and, eq, exists, lte, type SQL, sql } from "drizzle-orm";
import { countedFinding } from "#db/conditions/findings.ts";
import { isApproval } from "#db/conditions/reviews.ts";
import { findings, reviewDecisions, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { bucket, byWindow, inWindows, moment, type Windows } from "./cohort.ts";
import { ESCAPE_DAYS, type EscapeCounts, NO_ESCAPES } from "./rules/escapes.ts";
import { type MetricsScope, ofScope } from "./scope.ts";

const ESCAPED = and(findings.escape, countedFinding());

/**
 * The approvals in each window, the number older than 90 days at as-of, and the findings made after them: within those
 * 90 days (`escapes`), and in total (`recorded`). A finding counts towards the last approval before it.
 */
export async function escapeCounts(ctx: Context, scope: MetricsScope, windows: Windows): Promise<EscapeCounts[]> {
  const approvals = await ctx.db
    .select({
      window: bucket(reviewDecisions.decidedAt, windows).as("window"),
      approvals: sql<number>`count(*)::int`,
      ripe: sql<number>`(count(*) filter (where ${isRipe(windows)}))::int`,
    })
    .from(reviewDecisions)
    .where(and(ofScope(scope, reviewDecisions.reviewId), isApproval(), inWindows(reviewDecisions.decidedAt, windows)))
    .groupBy(sql`1`);
  const found = byWindow(windows, await escapesByApproval(ctx, scope, windows));
  return byWindow(windows, approvals).map(([row], index) => {
    const { escapes = 0, recorded = 0 } = found[index]?.[0] ?? {};
    return row ? { approvals: row.approvals, ripe: row.ripe, escapes, recorded } : NO_ESCAPES;
  });
}

/** The rows of `review_decisions` whose 90 days had passed at as-of. */
function isRipe({ asOf }: Windows): SQL {
  return sql`${reviewDecisions.decidedAt} + make_interval(days => ${ESCAPE_DAYS}) <= ${moment(asOf)}`;
}

type Found = { window: number; escapes: number; recorded: number };

/** The valid escapes, medium or higher, by the window of the last approval before each. There are few. */
function escapesByApproval(ctx: Context, scope: MetricsScope, windows: Windows): Promise<Found[]> {
  return ctx.db
    .select({
      window: sql<number>`width_bucket(last.at, array[${sql.join(windows.edges.map(moment), sql`, `)}])`.as("window"),
      escapes: sql<number>`(count(*) filter (where ${inTime(windows)}))::int`,
      recorded: sql<number>`count(*)::int`,
    })
    .from(escapesWithApproval(ctx, ofScope(scope, findings.reviewId), windows))
    .where(ofWindows(windows))
    .groupBy(sql`1`);
}

/** The escapes known at as-of that meet a condition over `findings`, each with the last approval before it. */
function escapesWithApproval({ db }: Context, among: SQL, { asOf }: Windows) {
  const approval = db
    .select({ at: sql<Date>`max(${reviewDecisions.decidedAt})`.as("at") })
    .from(reviewDecisions)
    .where(
      and(
        eq(reviewDecisions.reviewId, findings.reviewId),
        isApproval(),
        lte(reviewDecisions.decidedAt, findings.createdAt),
      ),
    );
  return db
    .select({ found: sql`${findings.createdAt}`.as("found"), at: sql`(${approval})`.as("at") })
    .from(findings)
    .where(and(among, ESCAPED, lte(findings.createdAt, asOf)))
    .as("last");
}

/** Limits `escapesWithApproval` to approvals given in the windows. */
function ofWindows({ edges, asOf }: Windows): SQL {
  const [first, end] = [edges[0] ?? asOf, edges.at(-1) ?? asOf];
  return sql`last.at >= ${moment(first)} and last.at < ${moment(end)}`;
}

/** Limits `escapesWithApproval` to escapes within the 90 days of their approval, which had passed at as-of. */
function inTime({ asOf }: Windows): SQL {
  const past = sql`last.at + make_interval(days => ${ESCAPE_DAYS})`;
  return sql`last.found <= ${past} and ${past} <= ${moment(asOf)}`;
}

/** Whether anybody has ever recorded an escape anywhere; only then is their absence meaningful. */
export async function hasEscapes(ctx: Context, asOf: Date): Promise<boolean> {
  const [found] = await ctx.db
    .select({ id: findings.id })
    .from(findings)
    .where(and(findings.escape, lte(findings.createdAt, asOf)))
    // Ordering uses the small index. Without it, finding none may read all findings.
    .orderBy(findings.createdAt)
    .limit(1);
  return found !== undefined;
}

/** The condition over `reviews` that one was approved in one of the windows, and its 90 days had passed at as-of. */
export function ripeIn({ db }: Context, windows: Windows): SQL {
  const approval = db
    .select({ one: sql`1` })
    .from(reviewDecisions)
    .where(
      and(
        eq(reviewDecisions.reviewId, reviews.id),
        isApproval(),
        inWindows(reviewDecisions.decidedAt, windows),
        isRipe(windows),
      ),
    );
  return exists(approval);
}

/** The number of valid escapes, medium or higher, of a review at a moment. */
export function escapesOfReview({ db }: Context, at: Date): SQL<number> {
  const found = db
    .select({ n: sql`count(*)::int` })
    .from(findings)
    .where(and(eq(findings.reviewId, reviews.id), ESCAPED, lte(findings.createdAt, at)));
  return sql<number>`(${found})`;
}

/** The number of a review's escapes that the rate of the windows counts. */
export function countedEscapesOfReview(ctx: Context, windows: Windows): SQL<number> {
  const found = ctx.db
    .select({ n: sql`count(*)::int` })
    .from(escapesWithApproval(ctx, eq(findings.reviewId, reviews.id), windows))
    .where(and(ofWindows(windows), inTime(windows)));
  return sql<number>`(${found})`;
}
