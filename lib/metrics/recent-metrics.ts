import type { Context } from "#lib/context.ts";
import { untilRecorded } from "#lib/events/until-recorded.ts";
import type { MetricsAddress } from "./input.ts";
import { keptQuarters } from "./kept-quarters.ts";
import { computeMetrics } from "./metrics-of.ts";
import type { Metrics } from "./output.ts";
import { type Asked, readQuery } from "./read-query.ts";

const kept = untilRecorded<Metrics>(200);

/** As `metricsOf`, answered from memory if nothing has been recorded since. The as-of says when it was counted. */
export async function recentMetrics(ctx: Context, query: MetricsAddress): Promise<Metrics> {
  return keptMetrics(ctx, await readQuery(ctx, query));
}

/**
 * As `recentMetrics`, for a query already read. The numbers depend on the scope, not the reader, so readers of one
 * scope share them.
 */
export function keptMetrics(ctx: Context, asked: Asked): Promise<Metrics> {
  return kept(ctx, JSON.stringify(asked), async () => computeMetrics(ctx, asked, await keptQuarters(ctx, asked)));
}
