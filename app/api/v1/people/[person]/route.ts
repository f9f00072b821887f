import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { profileOutput } from "#lib/people/output.ts";
import { personProfile } from "#lib/people/queries.ts";

export const GET = apiRoute({
  summary: "A person as everybody may see them",
  tag: "People",
  params: { person: "The id of the person" },
  answer: profileOutput,
  run: (ctx, { params }) => personProfile(ctx, idParam(params, "person", "The person")),
});
