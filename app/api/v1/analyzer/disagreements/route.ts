import { z } from "zod";
import { disagreements } from "#lib/policies/disagreements.ts";
import { disagreementOutput } from "#lib/policies/output.ts";
import { apiRoute } from "#lib/web/api-route.ts";

export const GET = apiRoute({
  summary: "Checks that one analyzer passes and the other fails",
  tag: "Policy checks",
  query: { page: "From 1" },
  answer: z.object({ items: z.array(disagreementOutput), total: z.number(), page: z.number(), pages: z.number() }),
  run: async (ctx, { query }) => disagreements(ctx, Math.max(1, Number.parseInt(query.page ?? "1", 10) || 1)),
});
