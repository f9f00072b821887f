import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { leaveBody } from "#lib/guardians/input.ts";
import { leave } from "#lib/guardians/leave.ts";
import { leavingOutput } from "#lib/guardians/output.ts";

export const POST = apiRoute({
  summary: "Leave the program",
  tag: "Guardians",
  params: { person: "The id of the person" },
  body: leaveBody,
  answer: leavingOutput,
  run: (ctx, { params, body }) => leave(ctx, { ...body, personId: idParam(params, "person", "The person") }),
});
