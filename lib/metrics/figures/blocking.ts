import { and, eq, lte, not, sql } from "drizzle-orm";
import { findings, reviewStates, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { countedFinding } from "#lib/findings/conditions.ts";
import { isImported } from "#lib/reviews/conditions.ts";
import { bucket, byWindow, submittedIn } from "../cohort.ts";
import { noFigure, rateFigure } from "../rules/figure.ts";
import type { CountFigures, Frame } from "./frame.ts";

/** M3b: blocking findings of engineers before changes were first asked for or the decision fell, per review. */
export const blockingFindings: CountFigures = async (ctx, frame) => {
  const found = blockingByReview(ctx, frame);
  const rows = await ctx.db
    .select({
      window: bucket(reviews.firstSubmittedAt, frame.windows).as("window"),
      n: sql<number>`count(*)::int`,
      blocking: sql<number>`coalesce(sum(${found.blocking}), 0)::int`,
    })
    .from(reviews)
    .leftJoin(found, eq(found.reviewId, reviews.id))
    .where(and(submittedIn(frame.scope, frame.windows), not(isImported())))
    .groupBy(sql`1`);
  return byWindow(frame.windows, rows).map(([row]) => (row ? rateFigure(row.blocking, row.n) : noFigure()));
};

function blockingByReview(ctx: Context, { scope, windows }: Frame) {
  const within = submittedIn(scope, windows);
  const asked = ctx.db
    .select({ reviewId: reviewStates.reviewId, at: sql`min(${reviewStates.fromAt})`.as("at") })
    .from(reviewStates)
    .innerJoin(reviews, eq(reviews.id, reviewStates.reviewId))
    .where(and(within, eq(reviewStates.state, "changes_requested")))
    .groupBy(reviewStates.reviewId)
    .as("asked");
  return ctx.db
    .select({ reviewId: findings.reviewId, blocking: sql<number>`count(*)::int`.as("blocking") })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .leftJoin(asked, eq(asked.reviewId, findings.reviewId))
    .where(
      and(
        within,
        eq(findings.blocking, true),
        eq(findings.finder, "engineer"),
        eq(findings.escape, false),
        countedFinding(),
        lte(findings.createdAt, windows.asOf),
        sql`${findings.createdAt} <= coalesce(least(${asked.at}, ${reviews.firstDecidedAt}), 'infinity')`,
      ),
    )
    .groupBy(findings.reviewId)
    .as("found");
}
