import { and, eq, sql } from "drizzle-orm";
import { reviewFacts } from "#db/schema/index.ts";
import { bucket, byWindow, decidedIn } from "../cohort.ts";
import { noFigure, shareFigure, sharePart, valuePart } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

export type Pass = "clean" | "conditional" | "reworked" | "rejected";

/** The first decision of a row of `review_facts`; approvals by whether changes were requested before. */
export const PASS = sql<Pass | null>`case when ${reviewFacts.firstOutcome} = 'rejected' then 'rejected'
  when ${reviewFacts.firstOutcome} is not null and ${reviewFacts.asked} > 0 then 'reworked'
  when ${reviewFacts.firstOutcome} = 'approved' then 'clean'
  when ${reviewFacts.firstOutcome} is not null then 'conditional' end`;

/**
 * M8: first decisions in the quarter that approved without an earlier change request. Past reviews have no rounds and
 * are excluded.
 */
export const firstPass: CountFigures = async (ctx, { facts, scope, windows }) => {
  const { asked, imported } = reviewFacts;
  const count = (pass: Pass) => sql<number>`(count(*) filter (where ${PASS} = ${pass}))::int`;
  const rows = await ctx.db
    .select({
      window: bucket(reviewFacts.firstDecidedAt, windows).as("window"),
      n: sql<number>`count(*)::int`,
      clean: count("clean"),
      conditional: count("conditional"),
      reworked: count("reworked"),
      rejected: count("rejected"),
      rounds: sql<number>`(sum(${asked}) + count(*))::int`,
    })
    .from(await facts(windows))
    .where(and(decidedIn(scope, windows, reviewFacts), eq(imported, false)))
    .groupBy(sql`1`);
  return byWindow(windows, rows).map(([row]) =>
    row
      ? shareFigure(row.clean, row.n, [
          sharePart("Approved with conditions first time", row.conditional, row.n),
          sharePart("Approved after changes", row.reworked, row.n),
          sharePart("Rejected", row.rejected, row.n),
          valuePart("Rounds per review, mean", row.rounds / row.n, "rate"),
        ])
      : noFigure(),
  );
};
