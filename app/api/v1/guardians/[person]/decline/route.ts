import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { decline } from "#lib/guardians/decline.ts";
import { reasonBody } from "#lib/guardians/input.ts";
import { guardianshipOutput } from "#lib/guardians/output.ts";

export const POST = apiRoute({
  summary: "Decline a nomination, with a reason",
  tag: "Guardians",
  params: { person: "The id of the person" },
  body: reasonBody,
  answer: guardianshipOutput,
  run: (ctx, { params, body }) => decline(ctx, { ...body, personId: idParam(params, "person", "The person") }),
});
