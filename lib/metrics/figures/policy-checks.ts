import { and, eq, sql } from "drizzle-orm";
import { reviewFacts } from "#db/schema/index.ts";
import { bucket, byWindow, submittedIn } from "../cohort.ts";
import { grouped, noFigure, shareFigure, sharePart } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

/** The results of the checks themselves: a waiver does not turn a failure into a pass. */
const CLASSES = ["pass", "fail", "incomplete", "error", "not_run"] as const;
type Class = (typeof CLASSES)[number];
type Row = { window: number; first: Class; atApproval: Class | "none"; n: number };

export const CLASS_WORDS: Record<Class, string> = {
  pass: "pass",
  fail: "fail",
  incomplete: "incomplete",
  error: "error",
  not_run: "not run",
};

const { approvalChecks, approvedAt, firstChecks } = reviewFacts;

/** The check result for the first revision of a row of `review_facts`. */
export const FIRST_CHECKS = sql<Class>`coalesce(${firstChecks}, 'not_run')`;
/** The check result at the first approval. */
export const APPROVAL_CHECKS = sql<
  Class | "none"
>`case when ${approvedAt} is null then 'none' else coalesce(${approvalChecks}, 'not_run') end`;

/**
 * M19: reviews with policies or templates whose checks passed on the first revision, plus the check results at the
 * first approval.
 */
export const policyChecks: CountFigures = async (ctx, { facts, scope, windows }) => {
  const { firstSubmittedAt, hadDocuments, imported } = reviewFacts;
  const rows: Row[] = await ctx.db
    .select({
      window: bucket(firstSubmittedAt, windows).as("window"),
      first: FIRST_CHECKS,
      atApproval: APPROVAL_CHECKS,
      n: sql<number>`count(*)::int`,
    })
    .from(await facts(windows))
    .where(and(submittedIn(scope, windows, reviewFacts), eq(imported, false), eq(hadDocuments, true)))
    .groupBy(sql`1, 2, 3`);
  return byWindow(windows, rows).map((groups) => {
    const count = (of: (row: Row) => boolean) => groups.reduce((sum, row) => sum + (of(row) ? row.n : 0), 0);
    const n = count(() => true);
    if (n === 0) return noFigure();
    const approved = count(({ atApproval }) => atApproval !== "none");
    const classes = (of: (row: Row) => Row["atApproval"], among: number) =>
      CLASSES.map((name) =>
        sharePart(
          CLASS_WORDS[name],
          count((row) => of(row) === name),
          among,
        ),
      );
    return shareFigure(
      count(({ first }) => first === "pass"),
      n,
      [
        ...grouped(
          "First revision",
          classes(({ first }) => first, n),
        ),
        ...grouped(
          "At approval",
          classes(({ atApproval }) => atApproval, approved),
        ),
      ],
    );
  });
};
