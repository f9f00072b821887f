import { apiRoute } from "#lib/web/api-route.ts";
import { z } from "zod";
import { LOG_PARAMETERS, readLogFilter } from "#lib/events/log-filter.ts";
import { activityLog } from "#lib/events/timeline.ts";
import { placeOutput } from "#lib/place.ts";
import { handOut } from "#lib/web/hand-out.ts";

const entry = z.object({
  id: z.number(),
  at: z.string(),
  type: z.string(),
  actor: z.object({ id: z.number().nullable(), name: z.string() }),
  subject: z.object({ kind: z.string(), id: z.number(), name: z.string() }),
  sentence: z.string(),
});

export const GET = apiRoute({
  summary: "The activity log, newest first, for those who may read it",
  tag: "Activity",
  query: LOG_PARAMETERS,
  answer: z.object({ items: z.array(entry), ...placeOutput }),
  run: (ctx, { query }) =>
    handOut(ctx, { what: "activity-log", format: "json" }, async (ctx) => {
      const read = await activityLog(ctx, readLogFilter(query));
      return { read, count: read.items.length };
    }),
});
