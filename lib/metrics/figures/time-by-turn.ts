import { and, type Column, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { reviewFacts } from "#db/schema/index.ts";
import { OPEN_STATES, REASON_CODES, REASON_WORDS, STATE_WORDS, TURNS, type Turn } from "#lib/reviews/rules/states.ts";
import { bucket, byWindow, decidedIn } from "../cohort.ts";
import { BY_STATE, WAITED_FOR } from "../rules/definitions.ts";
import { grouped, meanFigure, noFigure, valuePart } from "../rules/figure.ts";
import { TURN_LABELS } from "../rules/turn-labels.ts";
import type { CountFigures } from "./frame.ts";

const SECOND = 1_000;
/** Milliseconds per row of `review_facts`. */
export const WAITS: Record<Turn, Column> = {
  reviewer: reviewFacts.reviewerWait,
  requester: reviewFacts.requesterWait,
  nobody: reviewFacts.nobodyWait,
};

/** Maps each state of a waiting review to its wait. The reviewer has two states, the others one each. */
const STATE_WAITS: Record<(typeof OPEN_STATES)[number], SQL> = {
  submitted: sql`${reviewFacts.submittedWait}`,
  in_review: sql`(${reviewFacts.reviewerWait} - ${reviewFacts.submittedWait})`,
  changes_requested: sql`${reviewFacts.requesterWait}`,
  on_hold: sql`${reviewFacts.nobodyWait}`,
};

/**
 * M23: mean time of reviews first decided in the quarter, by whose turn it was and by state, from the review's own
 * submit to this decision.
 */
export const timeByTurn: CountFigures = async (ctx, { facts, scope, windows }) => {
  const sum = (milliseconds: SQL) => sql<number>`coalesce(sum(${milliseconds}), 0)`;
  const rows = await ctx.db
    .select({
      window: bucket(reviewFacts.firstDecidedAt, windows).as("window"),
      n: sql<number>`count(*)::int`,
      byTurn: sql<number[]>`json_build_array(${sql.join(
        TURNS.map((turn) => sum(sql`${WAITS[turn]}`)),
        sql`, `,
      )})`,
      byState: sql<number[]>`json_build_array(${sql.join(
        OPEN_STATES.map((state) => sum(STATE_WAITS[state])),
        sql`, `,
      )})`,
      byReason: sql<number[]>`json_build_array(${sql.join(
        REASON_CODES.map((code) => sum(sql`(${reviewFacts.reasonWaits} ->> ${code})::bigint`)),
        sql`, `,
      )})`,
    })
    .from(await facts(windows))
    .where(
      and(decidedIn(scope, windows, reviewFacts), eq(reviewFacts.imported, false), isNotNull(reviewFacts.reviewerWait)),
    )
    .groupBy(sql`1`);
  return byWindow(windows, rows).map(([row]) => {
    if (!row) return noFigure();
    const { n } = row;
    const mean = (sums: number[], index: number) => (sums[index] ?? 0) / SECOND / n;
    const byTurn = TURNS.map((turn, index) => valuePart(TURN_LABELS[turn], mean(row.byTurn, index), "duration"));
    const byState = OPEN_STATES.map((state, index) =>
      valuePart(STATE_WORDS[state], mean(row.byState, index), "duration"),
    );
    const byReason = REASON_CODES.map((code, index) =>
      valuePart(REASON_WORDS[code], mean(row.byReason, index), "duration"),
    ).filter(({ value }) => value !== 0);
    const all = row.byTurn.reduce((sum, each) => sum + each, 0) / SECOND;
    return meanFigure(all, n, [...byTurn, ...grouped(BY_STATE, byState), ...grouped(WAITED_FOR, byReason)]);
  });
};
