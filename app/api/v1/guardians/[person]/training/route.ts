import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { guardianshipOutput } from "#lib/guardians/output.ts";
import { startTraining } from "#lib/guardians/start-training.ts";

export const POST = apiRoute({
  summary: "Start training after consent",
  tag: "Guardians",
  params: { person: "The id of the person" },
  answer: guardianshipOutput,
  run: (ctx, { params }) => startTraining(ctx, { personId: idParam(params, "person", "The person") }),
});
