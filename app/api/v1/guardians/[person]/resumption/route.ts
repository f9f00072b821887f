import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { guardianshipOutput } from "#lib/guardians/output.ts";
import { resume } from "#lib/guardians/resume.ts";

export const POST = apiRoute({
  summary: "Resume after a pause",
  tag: "Guardians",
  params: { person: "The id of the person" },
  answer: guardianshipOutput,
  run: (ctx, { params }) => resume(ctx, { personId: idParam(params, "person", "The person") }),
});
