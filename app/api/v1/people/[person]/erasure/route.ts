import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { erasePerson } from "#lib/people/erase-person.ts";
import { erasedOutput } from "#lib/people/output.ts";

export const POST = apiRoute({
  summary: "Erase a person who has left: a pseudonym permanently replaces their name",
  tag: "People",
  params: { person: "The id of the person" },
  answer: erasedOutput,
  run: (ctx, { params }) => erasePerson(ctx, { personId: idParam(params, "person", "The person") }),
});
