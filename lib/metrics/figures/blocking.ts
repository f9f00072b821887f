import { and, eq, sql } from "drizzle-orm";
import { reviewFacts } from "#db/schema/index.ts";
import { bucket, byWindow, submittedIn } from "../cohort.ts";
import { noFigure, rateFigure } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

/** M3b: engineers' blocking findings before the first change request or the decision, per review. */
export const blockingFindings: CountFigures = async (ctx, { facts, scope, windows }) => {
  const rows = await ctx.db
    .select({
      window: bucket(reviewFacts.firstSubmittedAt, windows).as("window"),
      n: sql<number>`count(*)::int`,
      blocking: sql<number>`sum(${reviewFacts.blocking})::int`,
    })
    .from(await facts(windows))
    .where(and(submittedIn(scope, windows, reviewFacts), eq(reviewFacts.imported, false)))
    .groupBy(sql`1`);
  return byWindow(windows, rows).map(([row]) => (row ? rateFigure(row.blocking, row.n) : noFigure()));
};
