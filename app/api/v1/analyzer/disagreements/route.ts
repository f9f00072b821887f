import { apiRoute } from "#lib/web/api-route.ts";
import { z } from "zod";
import { PAGE, readParameters } from "#lib/parameters.ts";
import { placeOutput } from "#lib/place.ts";
import { disagreements } from "#lib/policies/analyzer/disagreements.ts";
import { disagreementOutput } from "#lib/policies/output.ts";

const PARAMETERS = { page: PAGE };

export const GET = apiRoute({
  summary: "Checks that one analyzer passes and the other fails",
  tag: "Policy checks",
  query: PARAMETERS,
  answer: z.object({ items: z.array(disagreementOutput), ...placeOutput }),
  run: async (ctx, { query }) => disagreements(ctx, readParameters(PARAMETERS, query).page ?? 1),
});
