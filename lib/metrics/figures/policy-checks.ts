import { and, not, type SQL, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { reviews } from "#db/schema/index.ts";
import { POLICY_VERDICTS, type PolicyVerdict } from "#lib/reviews/rules/gates.ts";
import { bucket, byWindow, moment, submittedIn } from "../cohort.ts";
import { isImported } from "../conditions.ts";
import { noFigure, shareFigure, sharePart } from "../rules/figure.ts";
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
    select ${bucket(reviews.firstSubmittedAt, windows)} as "window",
      coalesce(first.said, 'not_run') as first,
      case when approval.revision is null then 'none' else coalesce(last.said, 'not_run') end as "atApproval",
      count(*)::int as n
    from ${reviews}
    left join lateral (select coalesce(run.verdict, 'error') as said from check_runs as run
      where run.review_id = ${reviews.id} and run.finished_at <= ${asOf}
        and run.revision = (select min(sealed.number) from review_revisions as sealed where sealed.review_id = ${reviews.id})
      order by run.queued_at, run.id limit 1) as first on true
    left join lateral (select made.revision, made.decided_at from review_decisions as made
      where made.review_id = ${reviews.id} and made.outcome <> 'rejected' and made.decided_at <= ${asOf}
      order by made.decided_at, made.id limit 1) as approval on true
    left join lateral (select coalesce(run.verdict, 'error') as said from check_runs as run
      where run.review_id = ${reviews.id} and run.revision = approval.revision and run.finished_at <= approval.decided_at
      order by run.finished_at desc, run.id desc limit 1) as last on true
    where ${and(submittedIn(scope, windows), not(isImported()), hadDocuments(windows.asOf))}
    group by 1, 2, 3`,
  );
  return byWindow(windows, rows).map((groups) => {
    const count = (of: (row: Row) => boolean) => groups.reduce((sum, row) => sum + (of(row) ? row.n : 0), 0);
    const n = count(() => true);
    if (n === 0) return noFigure();
    const approved = count(({ atApproval }) => atApproval !== "none");
    return shareFigure(
      count(({ first }) => first === "pass"),
      n,
      [
        ...CLASSES.map((name) =>
          sharePart(
            `First revision: ${CLASS_WORDS[name]}`,
            count(({ first }) => first === name),
            n,
          ),
        ),
        ...CLASSES.map((name) =>
          sharePart(
            `At approval: ${CLASS_WORDS[name]}`,
            count(({ atApproval }) => atApproval === name),
            approved,
          ),
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
