import { and, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { openReview } from "#lib/reviews/conditions.ts";
import { OPEN_STATES, TURNS, type Turn, turnOf } from "#lib/reviews/rules/states.ts";
import { type Backlog, backlog } from "./rules/backlog.ts";
import { inScope, type MetricsScope } from "./scope.ts";

export type OpenState = (typeof OPEN_STATES)[number];

/** M6: the open reviews of a scope now, by age, state and turn. Ages in seconds. */
export async function backlogNow(ctx: Context, scope: MetricsScope): Promise<Backlog<OpenState, Turn>> {
  const rows = await ctx.db
    .select({
      state: sql<OpenState>`${reviews.state}`,
      submitted: sql<number[]>`json_agg(date_part('epoch', ${reviews.firstSubmittedAt}))`,
    })
    .from(reviews)
    .where(and(openReview(), inScope(scope, reviews.teamId)))
    .groupBy(reviews.state);
  const open = rows.flatMap(({ state, submitted }) =>
    submitted.map((at) => ({ state, turn: turnOf(state), submittedAt: new Date(at * 1000) })),
  );
  return backlog(open, { now: ctx.now, states: OPEN_STATES, turns: TURNS });
}
