import { keptFrom } from "#db/conditions/events.ts";
import type { Context } from "#lib/context.ts";
import { LOG_PARAMETERS, readLogFilter } from "#lib/events/log-filter.ts";
import { activityLog, actorsOf } from "#lib/events/timeline.ts";
import { notUnderstood, type Query } from "#lib/parameters.ts";

/** The events an address requests, for readers of the log, and the people to filter by. */
export async function logPage(ctx: Context, query: Query) {
  const filter = readLogFilter(query);
  return {
    filter,
    log: await activityLog(ctx, filter),
    people: await actorsOf(ctx),
    keptFrom: keptFrom(ctx),
    leftOut: notUnderstood(LOG_PARAMETERS, query),
  };
}
