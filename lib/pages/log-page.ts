import type { Context } from "#lib/context.ts";
import { readLogFilter } from "#lib/events/log-filter.ts";
import { activityLog } from "#lib/events/timeline.ts";
import { peopleOptions } from "#lib/people/queries.ts";

/** The events that an address asks for, for those who may read the log, and whose acts can be asked for. */
export async function logPage(ctx: Context, query: Record<string, string | undefined>) {
  const filter = readLogFilter(query);
  return { filter, log: await activityLog(ctx, filter), people: await peopleOptions(ctx) };
}
