import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { reviews } from "#db/schema/index.ts";
import { bucket, byWindow, decidedIn } from "../cohort.ts";
import { noFigure, shareFigure, sharePart, valuePart } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

type Row = {
  window: number;
  n: number;
  clean: number;
  conditional: number;
  rejected: number;
  reworked: number;
  rounds: number;
};

/** M8: first decisions of the quarter that approved, without changes asked for before. Past reviews have no rounds and are left out. */
export const firstPass: CountFigures = async (ctx, { scope, windows }) => {
  const rows = await rowsOf<Row>(
    ctx.db,
    sql`
    with decided as (
      select ${reviews.id} as id, ${reviews.firstDecidedAt} as at, ${bucket(reviews.firstDecidedAt, windows)} as "window"
      from ${reviews}
      where ${decidedIn(scope, windows)}
    ), asks as (
      select decided.id, count(*) as asked
      from decided
      join review_states as asked on asked.review_id = decided.id and asked.state = 'changes_requested' and asked.from_at <= decided.at
      where not exists (select from review_states as held
        where held.review_id = asked.review_id and held.state = 'on_hold' and held.to_at = asked.from_at)
      group by 1
    ), first as (
      select distinct on (decided.id) decided."window", made.outcome, coalesce(asks.asked, 0) as asked
      from decided
      join review_decisions as made on made.review_id = decided.id
      left join asks on asks.id = decided.id
      order by decided.id, made.decided_at, made.id
    )
    select first."window",
      count(*)::int as n,
      (count(*) filter (where first.asked = 0 and first.outcome = 'approved'))::int as clean,
      (count(*) filter (where first.asked = 0 and first.outcome = 'approved_with_conditions'))::int as conditional,
      (count(*) filter (where first.asked > 0 and first.outcome <> 'rejected'))::int as reworked,
      (count(*) filter (where first.outcome = 'rejected'))::int as rejected,
      (sum(first.asked) + count(*))::int as rounds
    from first
    group by 1`,
  );
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
