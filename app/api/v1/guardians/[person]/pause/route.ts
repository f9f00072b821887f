import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { reasonBody } from "#lib/guardians/input.ts";
import { guardianshipOutput } from "#lib/guardians/output.ts";
import { pause } from "#lib/guardians/pause.ts";

export const POST = apiRoute({
  summary: "Pause a guardian",
  tag: "Guardians",
  params: { person: "The id of the person" },
  body: reasonBody,
  answer: guardianshipOutput,
  run: (ctx, { params, body }) => pause(ctx, { ...body, personId: idParam(params, "person", "The person") }),
});
