import { and, eq, sql } from "drizzle-orm";
import { reviewFacts } from "#db/schema/index.ts";
import { bucket, byWindow, decidedIn } from "../cohort.ts";
import { noFigure, shareFigure, sharePart, valuePart } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

/** M8: first decisions of the quarter that approved, without changes asked for before. Past reviews have no rounds and are left out. */
export const firstPass: CountFigures = async (ctx, { facts, scope, windows }) => {
  const { asked, firstOutcome, imported } = reviewFacts;
  const rows = await ctx.db
    .select({
      window: bucket(reviewFacts.firstDecidedAt, windows).as("window"),
      n: sql<number>`count(*)::int`,
      clean: sql<number>`(count(*) filter (where ${asked} = 0 and ${firstOutcome} = 'approved'))::int`,
      conditional: sql<number>`(count(*) filter (where ${asked} = 0 and ${firstOutcome} = 'approved_with_conditions'))::int`,
      reworked: sql<number>`(count(*) filter (where ${asked} > 0 and ${firstOutcome} <> 'rejected'))::int`,
      rejected: sql<number>`(count(*) filter (where ${firstOutcome} = 'rejected'))::int`,
      rounds: sql<number>`(sum(${asked}) + count(*))::int`,
    })
    .from(await facts(windows))
    .where(and(decidedIn(scope, windows, reviewFacts), eq(imported, false)))
    .groupBy(sql`1`);
  return byWindow(windows, rows).map(([row]) =>
    row
      ? shareFigure(row.clean, row.n, [
          sharePart("Approved with conditions at first", row.conditional, row.n),
          sharePart("Approved after changes", row.reworked, row.n),
          sharePart("Rejected", row.rejected, row.n),
          valuePart("Rounds of a review, mean", row.rounds / row.n, "rate"),
        ])
      : noFigure(),
  );
};
