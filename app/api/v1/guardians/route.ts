import { apiRoute } from "#lib/web/api-route.ts";
import { nominateInput } from "#lib/guardians/input.ts";
import { nominate } from "#lib/guardians/nominate.ts";
import { guardianshipOutput } from "#lib/guardians/output.ts";

export const POST = apiRoute({
  summary: "Nominate a guardian",
  tag: "Guardians",
  body: nominateInput,
  answer: guardianshipOutput,
  status: 201,
  run: (ctx, { body }) => nominate(ctx, body),
});
