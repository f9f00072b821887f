import { apiRoute } from "#lib/web/api-route.ts";
import { z } from "zod";
import { placeOutput } from "#lib/place.ts";
import { disagreements } from "#lib/policies/disagreements.ts";
import { disagreementOutput } from "#lib/policies/output.ts";
import { queryNumber } from "#lib/web/query-number.ts";

export const GET = apiRoute({
  summary: "Checks that one analyzer passes and the other fails",
  tag: "Policy checks",
  query: { page: "From 1" },
  answer: z.object({ items: z.array(disagreementOutput), ...placeOutput }),
  run: async (ctx, { query }) => disagreements(ctx, queryNumber(query.page) ?? 1),
});
