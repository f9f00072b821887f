import { and, eq, exists, gt, inArray, lte, or, type SQL, sql } from "drizzle-orm";
import { isImported, openHere, stateNow } from "#db/conditions/reviews.ts";
import { reviewStates, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { openedAt } from "#lib/reviews/lifecycle/opened-at.ts";
import { OPEN_STATES, TURNS, type Turn, turnOf } from "#lib/reviews/rules/states.ts";
import { fateAt } from "./cohort.ts";
import type { BacklogAges } from "./output.ts";
import { type Backlog, backlog } from "./rules/backlog.ts";
import { inScope, type MetricsScope } from "./scope.ts";

type OpenState = (typeof OPEN_STATES)[number];
type Row = { state: OpenState; opened: number[] };

/** M6: the open reviews of a scope, now or at a past moment, by age, state and turn. Ages in seconds. */
export async function backlogAt(
  ctx: Context,
  scope: MetricsScope,
  asOf: Date | null,
): Promise<Backlog<OpenState, Turn>> {
  const rows = asOf === null ? await openNow(ctx, scope) : await openThen(ctx, scope, asOf);
  const open = rows.flatMap(({ state, opened }) =>
    opened.map((at) => ({ state, turn: turnOf(state), openedAt: new Date(at * 1000) })),
  );
  return backlog(open, { now: asOf ?? ctx.now, states: OPEN_STATES, turns: TURNS });
}

/** The ages of a backlog, for every state and turn in order. */
export function agesOf({ byState, byTurn }: Awaited<ReturnType<typeof backlogAt>>): BacklogAges {
  return {
    byState: OPEN_STATES.map((state) => ({ state, ...byState[state] })),
    byTurn: TURNS.map((turn) => ({ turn, ...byTurn[turn] })),
  };
}

/** The condition over `reviews` that one is open now, or was at a past moment. */
export function openAt({ db }: Context, asOf: Date | null): SQL | undefined {
  if (asOf === null) return openHere();
  const then = db
    .select({ one: sql`1` })
    .from(reviewStates)
    .where(and(eq(reviewStates.reviewId, reviews.id), openThenState(asOf)));
  return exists(then);
}

/**
 * A scope's reviews that were open in another tracker at a moment, according to files of past reviews. They are in
 * nobody's backlog here.
 */
export async function openElsewhereAt(ctx: Context, scope: MetricsScope, asOf: Date): Promise<number> {
  const { outcome } = fateAt(asOf);
  const [found] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(reviews)
    .where(
      and(isImported(), lte(reviews.firstSubmittedAt, asOf), sql`${outcome} = 'open'`, inScope(scope, reviews.teamId)),
    );
  return found?.n ?? 0;
}

function opened(ctx: Context, asOf: Date | null) {
  return sql<number[]>`json_agg(date_part('epoch', ${openedAt(ctx, asOf)}))`;
}

function openNow(ctx: Context, scope: MetricsScope): Promise<Row[]> {
  return ctx.db
    .select({ state: sql<OpenState>`${reviews.state}`, opened: opened(ctx, null) })
    .from(reviews)
    .where(and(openHere(), inScope(scope, reviews.teamId)))
    .groupBy(reviews.state);
}

/** Uses the states that reviews had at that moment. */
function openThen(ctx: Context, scope: MetricsScope, asOf: Date): Promise<Row[]> {
  return ctx.db
    .select({ state: sql<OpenState>`${reviewStates.state}`, opened: opened(ctx, asOf) })
    .from(reviewStates)
    .innerJoin(reviews, eq(reviews.id, reviewStates.reviewId))
    .where(and(openThenState(asOf), inScope(scope, reviews.teamId)))
    .groupBy(reviewStates.state);
}

function openThenState(asOf: Date): SQL | undefined {
  return and(
    lte(reviewStates.fromAt, asOf),
    or(stateNow(), gt(reviewStates.toAt, asOf)),
    inArray(reviewStates.state, [...OPEN_STATES]),
  );
}
