import { and, not, type SQL, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { reviews } from "#db/schema/index.ts";
import { isImported } from "#lib/reviews/conditions.ts";
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
export const policyChecks: CountFigures = async (ctx, { scope, windows }) => {
  const asOf = moment(windows.asOf);
  const rows = await rowsOf<Row>(
    ctx.db,
    sql`
    with checked as materialized (
      select ${reviews.id} as id, ${bucket(reviews.firstSubmittedAt, windows)} as "window"
      from ${reviews}
      where ${and(submittedIn(scope, windows), not(isImported()), hadDocuments(windows.asOf))}
    ), first_revision as (
      select sealed.review_id as id, min(sealed.number) as number
      from checked join review_revisions as sealed on sealed.review_id = checked.id
      group by 1
    ), first as (
      select distinct on (run.review_id) run.review_id as id, coalesce(run.verdict, 'error') as said
      from check_runs as run
      join first_revision on first_revision.id = run.review_id and first_revision.number = run.revision
      where run.finished_at <= ${asOf}
      order by run.review_id, run.queued_at, run.id
    ), approval as (
      select distinct on (made.review_id) made.review_id as id, made.revision, made.decided_at
      from checked join review_decisions as made on made.review_id = checked.id
      where made.outcome <> 'rejected' and made.decided_at <= ${asOf}
      order by made.review_id, made.decided_at, made.id
    ), last as (
      select distinct on (run.review_id) run.review_id as id, coalesce(run.verdict, 'error') as said
      from check_runs as run
      join approval on approval.id = run.review_id and approval.revision = run.revision and run.finished_at <= approval.decided_at
      order by run.review_id, run.finished_at desc, run.id desc
    )
    select checked."window", coalesce(first.said, 'not_run') as first,
      case when approval.id is null then 'none' else coalesce(last.said, 'not_run') end as "atApproval", count(*)::int as n
    from checked
    left join first on first.id = checked.id
    left join approval on approval.id = checked.id
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

/** The rows of `reviews` that a policy or a template was attached to. */
export function hadDocuments(asOf: Date): SQL {
  return sql`exists (select from review_artefacts as document
    where document.review_id = ${reviews.id} and document.added_at <= ${moment(asOf)}
      and (document.removed_at is null or document.removed_at > ${reviews.firstSubmittedAt}))`;
}
