import type { Context } from "#lib/context.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";

/** What a page asks the database for, by name. */
export const QUERIES: { name: string; run: (ctx: Context) => Promise<unknown> }[] = [
  { name: "the list of reviews", run: (ctx) => listReviews(ctx, readFilter({})) },
  { name: "the list of open reviews", run: (ctx) => listReviews(ctx, readFilter({ state: "open", sort: "age" })) },
  { name: "the metrics of a quarter", run: (ctx) => metricsOf(ctx, {}) },
];

const TIMES = 20;

/** The median time of a query in milliseconds, once it has run before. */
export async function medianMs(ctx: Context, run: (ctx: Context) => Promise<unknown>): Promise<number> {
  for (let warm = 0; warm < 5; warm += 1) await run(ctx);
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const begin = performance.now();
    await run(ctx);
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[TIMES / 2] ?? Number.NaN;
}
