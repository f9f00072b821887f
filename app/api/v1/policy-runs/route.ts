import { apiRoute } from "#lib/web/api-route.ts";
import { z } from "zod";
import { placeOutput } from "#lib/place.ts";
import { recentRunOutput } from "#lib/policies/output.ts";
import { recentRuns } from "#lib/policies/queries.ts";
import { queryNumber } from "#lib/web/query-number.ts";

export const GET = apiRoute({
  summary: "The latest checks of the reviews you can see",
  tag: "Policy checks",
  query: { page: "From 1" },
  answer: z.object({ runs: z.array(recentRunOutput), ...placeOutput }),
  run: async (ctx, { query }) => recentRuns(ctx, queryNumber(query.page) ?? 1),
});
