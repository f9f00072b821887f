import { and, eq, exists, inArray, type SQL, sql } from "drizzle-orm";
import { countedFinding } from "#db/conditions/findings.ts";
import { findings, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { isReported, PHASE_WORDS, PHASES, type Phase } from "#lib/findings/rules.ts";
import { bucket, byWindow, inWindows, type Windows } from "../cohort.ts";
import { noFigure, shareFigure, sharePart } from "../rules/figure.ts";
import { ofScope } from "../scope.ts";
import type { CountFigures } from "./frame.ts";

const EARLY = ["before_submit", "in_review"] as const satisfies readonly Phase[];

/** M22: findings made in the quarter, by the phase they were found in; early means before the submit or in review. */
export const foundEarly: CountFigures = async (ctx, { scope, windows }) => {
  const rows = await ctx.db
    .select({
      window: bucket(findings.createdAt, windows).as("window"),
      phase: findings.phase,
      n: sql<number>`count(*)::int`,
    })
    .from(findings)
    .where(and(ofScope(scope, findings.reviewId), foundIn(windows)))
    .groupBy(sql`1`, findings.phase);
  return byWindow(windows, rows).map((phases) => {
    const n = phases.reduce((sum, row) => sum + row.n, 0);
    const of = (phase: Phase) => phases.find((row) => row.phase === phase)?.n ?? 0;
    if (n === 0) return noFigure();
    const known = PHASES.filter((phase) => isReported(phase, of(phase)));
    const parts = known.map((phase) => sharePart(PHASE_WORDS[phase], of(phase), n));
    const early = EARLY.reduce((sum, phase) => sum + of(phase), 0);
    return shareFigure(early, n, parts);
  });
};

/** The condition over `reviews` that one has a finding made in the windows. */
export function hasFindingIn({ db }: Context, windows: Windows): SQL {
  const found = db
    .select({ one: sql`1` })
    .from(findings)
    .where(and(eq(findings.reviewId, reviews.id), foundIn(windows)));
  return exists(found);
}

/** The number of findings on a row of `reviews` made in the windows, and how many of them early. */
export function findingsIn({ db }: Context, windows: Windows) {
  const count = (among?: SQL) => {
    const found = db
      .select({ n: sql`count(*)::int` })
      .from(findings)
      .where(and(eq(findings.reviewId, reviews.id), foundIn(windows), among));
    return sql<number>`(${found})`;
  };
  return { early: count(inArray(findings.phase, [...EARLY])), all: count() };
}

function foundIn(windows: Windows): SQL | undefined {
  return and(inWindows(findings.createdAt, windows), countedFinding());
}
