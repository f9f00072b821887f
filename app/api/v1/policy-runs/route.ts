import { apiRoute } from "#lib/web/api-route.ts";
import { z } from "zod";
import { PAGE, readParameters } from "#lib/parameters.ts";
import { placeOutput } from "#lib/place.ts";
import { recentRunOutput } from "#lib/policies/output.ts";
import { recentRuns } from "#lib/policies/queries.ts";

const PARAMETERS = { page: PAGE };

export const GET = apiRoute({
  summary: "The latest checks of the reviews you can see",
  tag: "Policy checks",
  query: PARAMETERS,
  answer: z.object({ runs: z.array(recentRunOutput), ...placeOutput }),
  run: async (ctx, { query }) => recentRuns(ctx, readParameters(PARAMETERS, query).page ?? 1),
});
