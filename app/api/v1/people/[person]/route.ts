import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { editPerson } from "#lib/people/edit-person.ts";
import { editPersonBody } from "#lib/people/input.ts";
import { personOutput, profileOutput } from "#lib/people/output.ts";
import { personProfile } from "#lib/people/queries.ts";

export const GET = apiRoute({
  summary: "A person's public profile",
  tag: "People",
  params: { person: "The id of the person" },
  answer: profileOutput,
  run: (ctx, { params }) => personProfile(ctx, idParam(params, "person", "The person")),
});

export const PATCH = apiRoute({
  summary: "Edit a person",
  tag: "People",
  params: { person: "The id of the person" },
  body: editPersonBody,
  answer: personOutput,
  run: (ctx, { params, body }) => editPerson(ctx, { ...body, personId: idParam(params, "person", "The person") }),
});
