import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { lifecyclesOutput } from "#lib/guardians/output.ts";
import { lifecycles } from "#lib/guardians/queries.ts";
import { personProfile } from "#lib/people/queries.ts";

export const GET = apiRoute({
  summary: "The lifecycle of a guardian, newest first",
  tag: "Guardians",
  params: { person: "The id of the person" },
  answer: lifecyclesOutput,
  run: async (ctx, { params }) => {
    const { id } = await personProfile(ctx, idParam(params, "person", "The person"));
    return { items: await lifecycles(ctx, id) };
  },
});
