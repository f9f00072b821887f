import { loadActor } from "#lib/auth/load-actor.ts";
import type { Context } from "#lib/context.ts";
import { backlogAt } from "#lib/metrics/backlog-at.ts";
import { cohortCounts, leadTimes } from "#lib/metrics/cohort.ts";
import { factsOf } from "#lib/metrics/facts/facts-of.ts";
import { frameOf } from "#lib/metrics/figures/frame.ts";
import { keptQuarters } from "#lib/metrics/kept-quarters.ts";
import { computeMetrics, metricsOf } from "#lib/metrics/metrics-of.ts";
import { readQuery } from "#lib/metrics/read-query.ts";
import { keptMetrics } from "#lib/metrics/recent-metrics.ts";
import { trainingAt } from "#lib/metrics/training.ts";
import { trendWindows } from "#lib/metrics/trend-windows.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { GUARDIAN, LEADER, SIGNED_IN } from "./fill.ts";

export type Query = { name: string; run: (ctx: Context) => Promise<unknown>; limit?: number };

const LIMIT = 25;
/**
 * Up to this size queries have limits. The time of lists does not grow with reviews, but the metrics count all of them.
 */
const LIMITED_UP_TO = 10_000;

/**
 * The database queries of pages, by name, and the milliseconds each may take. All metrics together have no separate
 * limit.
 */
export async function queriesOf(ctx: Context, reviews: number): Promise<Query[]> {
  const counting = reviews <= LIMITED_UP_TO ? { limit: LIMIT } : {};
  const asked = await readQuery(ctx, {});
  const { windows } = trendWindows(asked, ctx.now);
  const { scope } = asked;
  const guardian = await as(ctx, GUARDIAN);
  const leader = await as(ctx, LEADER);
  return [
    { name: "the list of reviews", run: (ctx) => listReviews(ctx, readFilter({})), limit: LIMIT },
    {
      name: "the list of open reviews",
      run: (ctx) => listReviews(ctx, readFilter({ state: "open", sort: "age" })),
      limit: LIMIT,
    },
    {
      name: "the list of reviews of a person",
      run: (ctx) => listReviews(ctx, readFilter({ person: String(SIGNED_IN) })),
      limit: LIMIT,
    },
    {
      name: "the list of reviews of a service",
      run: (ctx) => listReviews(ctx, readFilter({ service: "55" })),
      limit: LIMIT,
    },
    {
      name: "reviews waiting for an engineer",
      run: (ctx) => listReviews(ctx, readFilter({ tab: "mine" })),
      limit: LIMIT,
    },
    {
      name: "the list of reviews visible to a guardian",
      run: () => listReviews(guardian, readFilter({})),
      limit: LIMIT,
    },
    {
      name: "reviews waiting for a guardian",
      run: () => listReviews(guardian, readFilter({ tab: "mine" })),
      limit: LIMIT,
    },
    { name: "the list of reviews visible to a leader", run: () => listReviews(leader, readFilter({})), limit: LIMIT },
    { name: "lead times of six quarters", run: (ctx) => leadTimes(ctx, factsOf(ctx), scope, windows), ...counting },
    {
      name: "findings and involvement of six quarters",
      run: (ctx) => cohortCounts(ctx, factsOf(ctx), scope, windows),
      ...counting,
    },
    { name: "training of six quarters", run: (ctx) => trainingAt(ctx, frameOf(ctx, asked)), ...counting },
    { name: "the backlog", run: (ctx) => backlogAt(ctx, scope, null), ...counting },
    { name: "all metrics of a quarter, nothing stored", run: (ctx) => metricsOf(ctx, {}) },
    {
      name: "all metrics of a quarter, past quarters stored",
      run: async (ctx) => computeMetrics(ctx, asked, await keptQuarters(ctx, asked)),
    },
    { name: "all metrics of a quarter, nothing new recorded", run: (ctx) => keptMetrics(ctx, asked), limit: 15 },
  ];
}

/** The same moment for another person of the data. */
async function as(ctx: Context, personId: number): Promise<Context> {
  const actor = await loadActor(ctx.db, personId, ctx.now);
  if (!actor) throw new Error(`Benchmark user ${personId} does not exist`);
  return { ...ctx, actor };
}

const TIMES = 20;
/** Slower queries are measured only a few times, or once. */
const LONG_MS = 1_000;
const LONGEST_MS = 10_000;
const FEW = 3;

/** The median time of a query in milliseconds, after a warm-up run. */
export async function medianMs(ctx: Context, run: (ctx: Context) => Promise<unknown>): Promise<number> {
  const once = async () => {
    const begin = performance.now();
    await run(ctx);
    return performance.now() - begin;
  };
  const first = await once();
  if (first > LONGEST_MS) return first;
  const count = first > LONG_MS ? FEW : TIMES;
  if (count === TIMES) for (let warm = 1; warm < 5; warm += 1) await run(ctx);
  const times: number[] = [];
  for (let time = 0; time < count; time += 1) times.push(await once());
  return times.sort((a, b) => a - b)[Math.floor(count / 2)] ?? Number.NaN;
}
