import { and, eq, exists, gt, lte, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { findings, reviewDecisions, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { countedFinding } from "#lib/findings/conditions.ts";
import { isApproval } from "#lib/reviews/conditions.ts";
import { bucket, byWindow, moment, type Windows } from "./cohort.ts";
import { ESCAPE_DAYS, type EscapeCounts, NO_ESCAPES } from "./rules/escapes.ts";
import { inScope, type MetricsScope } from "./scope.ts";

const ESCAPED = and(findings.escape, countedFinding());

/**
 * The approvals given in each window, how many of them are older than 90 days at as-of, and the findings made after them:
 * within the 90 days of those (`escapes`), and of all (`recorded`). A finding counts to the last approval before it.
 */
export async function escapeCounts(ctx: Context, scope: MetricsScope, windows: Windows): Promise<EscapeCounts[]> {
  const asOf = moment(windows.asOf);
  const past = sql`${reviewDecisions.decidedAt} + make_interval(days => ${ESCAPE_DAYS})`;
  const approved = ctx.db
    .select({
      window: bucket(reviewDecisions.decidedAt, windows).as("window"),
      isRipe: sql<boolean>`${past} <= ${asOf}`.as("is_ripe"),
      within: foundAfter(ctx, sql`${findings.createdAt} <= ${past}`, windows).as("within"),
      recorded: foundAfter(ctx, sql`true`, windows).as("recorded"),
    })
    .from(reviewDecisions)
    .innerJoin(reviews, eq(reviews.id, reviewDecisions.reviewId))
    .where(and(inScope(scope, reviews.teamId), isApproval(), decidedIn(windows)))
    .as("approved");
  const rows = await ctx.db
    .select({
      window: approved.window,
      approvals: sql<number>`count(*)::int`,
      ripe: sql<number>`(count(*) filter (where ${approved.isRipe}))::int`,
      escapes: sql<number>`coalesce(sum(${approved.within}) filter (where ${approved.isRipe}), 0)::int`,
      recorded: sql<number>`coalesce(sum(${approved.recorded}), 0)::int`,
    })
    .from(approved)
    .groupBy(approved.window);
  return byWindow(windows, rows).map(([row]) => row ?? NO_ESCAPES);
}

/** Whether anybody has ever recorded one, anywhere: only then does their absence say something. */
export async function hasEscapes(ctx: Context, asOf: Date): Promise<boolean> {
  const [found] = await ctx.db
    .select({ id: findings.id })
    .from(findings)
    .where(and(findings.escape, lte(findings.createdAt, asOf)))
    .limit(1);
  return found !== undefined;
}

/** The condition over `reviews` that one was approved in one of the windows. */
export function approvedIn({ db }: Context, windows: Windows): SQL {
  const approval = db
    .select({ one: sql`1` })
    .from(reviewDecisions)
    .where(and(eq(reviewDecisions.reviewId, reviews.id), isApproval(), decidedIn(windows)));
  return exists(approval);
}

/** How many valid escapes, medium or higher, a review has. */
export function escapesOfReview({ db }: Context): SQL<number> {
  const found = db
    .select({ n: sql`count(*)::int` })
    .from(findings)
    .where(and(eq(findings.reviewId, reviews.id), ESCAPED));
  return sql<number>`(${found})`;
}

function decidedIn({ edges, asOf }: Windows): SQL | undefined {
  const [first, last] = [edges[0], edges.at(-1)];
  if (!first || !last) return sql`false`;
  const { decidedAt } = reviewDecisions;
  return and(sql`${decidedAt} >= ${moment(first)}`, sql`${decidedAt} < ${moment(last)}`, lte(decidedAt, asOf));
}

/** The valid escapes, medium or higher, between this approval and the next one of the same review. */
function foundAfter(ctx: Context, until: SQL, { asOf }: Windows): SQL<number> {
  const later = alias(reviewDecisions, "later");
  const next = ctx.db
    .select({ at: sql`min(${later.decidedAt})` })
    .from(later)
    .where(
      and(
        eq(later.reviewId, reviewDecisions.reviewId),
        isApproval(later),
        gt(later.decidedAt, reviewDecisions.decidedAt),
      ),
    );
  const found = ctx.db
    .select({ n: sql`count(*)::int` })
    .from(findings)
    .where(
      and(
        eq(findings.reviewId, reviewDecisions.reviewId),
        ESCAPED,
        sql`${findings.createdAt} >= ${reviewDecisions.decidedAt}`,
        sql`${findings.createdAt} < coalesce((${next}), 'infinity')`,
        lte(findings.createdAt, asOf),
        until,
      ),
    );
  return sql<number>`(${found})`;
}
