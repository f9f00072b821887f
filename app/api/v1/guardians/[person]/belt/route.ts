import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { beltProgressOutput } from "#lib/belts/output.ts";
import { beltProgress } from "#lib/belts/queries.ts";
import { personProfile } from "#lib/people/queries.ts";

export const GET = apiRoute({
  summary: "The belt of a guardian and the distance to the next",
  tag: "Belts",
  params: { person: "The id of the person" },
  answer: beltProgressOutput,
  run: async (ctx, { params }) => {
    const { id } = await personProfile(ctx, idParam(params, "person", "The person"));
    return beltProgress(ctx, id);
  },
});
