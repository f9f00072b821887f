import { and, eq, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { reviewFacts } from "#db/schema/index.ts";
import { POLICY_VERDICTS, type PolicyVerdict } from "#lib/reviews/rules/gates.ts";
import { bucket, byWindow, moment, submittedIn } from "../cohort.ts";
import { grouped, noFigure, shareFigure, sharePart } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

type Class = PolicyVerdict["state"];
type Row = { window: number; first: Class; atApproval: Class | "none"; n: number };

const CLASS_WORDS: Record<Class, string> = {
  pass: "pass",
  fail: "fail",
  incomplete: "incomplete",
  error: "error",
  running: "running",
  not_run: "not run",
};
const CLASSES = POLICY_VERDICTS.filter((name) => name !== "running");

/** M19: reviews with policies or templates whose checks passed on the first revision; and what they said at the first approval. */
export const policyChecks: CountFigures = async (ctx, { facts, scope, windows }) => {
  const rows = await rowsOf<Row>(
    ctx.db,
    sql`
    with checked as materialized (
      select ${reviewFacts.reviewId} as id, ${bucket(reviewFacts.firstSubmittedAt, windows)} as "window",
        ${reviewFacts.firstRevision} as first_revision, ${reviewFacts.approvedRevision} as approved_revision,
        ${reviewFacts.approvedAt} as approved_at
      from ${await facts(windows)}
      where ${and(submittedIn(scope, windows, reviewFacts), eq(reviewFacts.imported, false), eq(reviewFacts.hadDocuments, true))}
    ), run as materialized (
      select checked.id, run.id as run, run.revision, coalesce(run.verdict, 'error') as said, run.queued_at, run.finished_at,
        run.revision = checked.first_revision as of_first,
        run.revision = checked.approved_revision and run.finished_at <= checked.approved_at as of_approved
      from checked join check_runs as run on run.review_id = checked.id
      where run.finished_at <= ${moment(windows.asOf)}
    ), first as (
      select distinct on (id) id, said from run where of_first order by id, queued_at, run
    ), last as (
      select distinct on (id) id, said from run where of_approved order by id, finished_at desc, run desc
    )
    select checked."window", coalesce(first.said, 'not_run') as first,
      case when checked.approved_at is null then 'none' else coalesce(last.said, 'not_run') end as "atApproval", count(*)::int as n
    from checked
    left join first on first.id = checked.id
    left join last on last.id = checked.id
    group by 1, 2, 3`,
  );
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
