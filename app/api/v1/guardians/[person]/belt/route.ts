import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { beltProgressOutput } from "#lib/belts/output.ts";
import { beltProgress } from "#lib/belts/queries.ts";

export const GET = apiRoute({
  summary: "The belt of a guardian and the distance to the next",
  tag: "Belts",
  params: { person: "The id of the person" },
  answer: beltProgressOutput,
  run: (ctx, { params }) => beltProgress(ctx, idParam(params, "person", "The person")),
});
