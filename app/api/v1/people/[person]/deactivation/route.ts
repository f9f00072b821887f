import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { deactivatedOutput } from "#lib/people/output.ts";

export const POST = apiRoute({
  summary: "Deactivate a person and end their sessions immediately",
  tag: "People",
  params: { person: "The id of the person" },
  answer: deactivatedOutput,
  run: (ctx, { params }) => deactivatePerson(ctx, { personId: idParam(params, "person", "The person") }),
});
