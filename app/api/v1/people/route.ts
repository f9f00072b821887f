import { apiRoute } from "#lib/web/api-route.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { DIRECTORY_PARAMETERS, directory, directoryFilter } from "#lib/people/directory.ts";
import { addPersonInput } from "#lib/people/input.ts";
import { directoryOutput, personOutput } from "#lib/people/output.ts";

export const GET = apiRoute({
  summary: "The directory, 50 a page",
  tag: "People",
  query: DIRECTORY_PARAMETERS,
  answer: directoryOutput,
  run: (ctx, { query }) => directory(ctx, directoryFilter(query)),
});

export const POST = apiRoute({
  summary: "Add a person",
  tag: "People",
  body: addPersonInput,
  answer: personOutput,
  status: 201,
  run: (ctx, { body }) => addPerson(ctx, body),
});
