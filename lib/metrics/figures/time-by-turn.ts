import { and, not, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { reviews } from "#db/schema/index.ts";
import { isImported } from "#lib/reviews/conditions.ts";
import { ownSubmit } from "#lib/reviews/own-submit.ts";
import {
  REASON_CODES,
  REASON_WORDS,
  type ReasonCode,
  type ReviewState,
  TURNS,
  turnOf,
} from "#lib/reviews/rules/states.ts";
import { bucket, byWindow, decidedIn } from "../cohort.ts";
import { WAITED_FOR } from "../rules/definitions.ts";
import { grouped, meanFigure, noFigure, valuePart } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

type Row = { window: number; state: ReviewState; reason: ReasonCode | null; seconds: number; n: number };

const TURN_LABELS = { reviewer: "Reviewer", requester: "Requester", nobody: "On hold" };

/** M23: mean time of a review first decided in the quarter by whose turn it was, from its own submit to that decision. */
export const timeByTurn: CountFigures = async (ctx, { scope, windows }) => {
  const rows = await rowsOf<Row>(
    ctx.db,
    sql`
    with decided as (
      select ${reviews.id} as id, ${ownSubmit()} as "from", ${reviews.firstDecidedAt} as "until",
        ${bucket(reviews.firstDecidedAt, windows)} as "window"
      from ${reviews}
      where ${and(decidedIn(scope, windows), not(isImported()))}
        and exists (select from review_states as any_span where any_span.review_id = ${reviews.id})
    ), counted as (select "window", count(*)::int as n from decided group by 1)
    select decided."window", span.state, coalesce(span.reason_code, case when span.state = 'changes_requested' then (
        select asked.reason_code from review_states as asked
        where asked.review_id = span.review_id and asked.state = span.state and asked.from_at < span.from_at
        order by asked.from_at desc limit 1) end) as reason, counted.n,
      sum(date_part('epoch', least(coalesce(span.to_at, decided."until"), decided."until") - greatest(span.from_at, decided."from")))::float8 as seconds
    from decided
    join counted on counted."window" = decided."window"
    join review_states as span on span.review_id = decided.id
      and span.from_at < decided."until" and coalesce(span.to_at, decided."until") > decided."from"
    group by 1, 2, 3, 4`,
  );
  return byWindow(windows, rows).map((spans) => {
    const n = spans[0]?.n ?? 0;
    if (n === 0) return noFigure();
    const mean = (of: (row: Row) => boolean) => spans.reduce((sum, row) => sum + (of(row) ? row.seconds : 0), 0) / n;
    const byTurn = TURNS.map((turn) =>
      valuePart(
        TURN_LABELS[turn],
        mean(({ state }) => turnOf(state) === turn),
        "duration",
      ),
    );
    const byReason = REASON_CODES.map((code) =>
      valuePart(
        REASON_WORDS[code],
        mean(({ reason }) => reason === code),
        "duration",
      ),
    ).filter(({ value }) => value !== 0);
    const all = spans.reduce((sum, { seconds }) => sum + seconds, 0);
    return meanFigure(all, n, [...byTurn, ...grouped(WAITED_FOR, byReason)]);
  });
};
