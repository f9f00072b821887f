import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { consent } from "#lib/guardians/consent.ts";
import { consentBody } from "#lib/guardians/input.ts";
import { guardianshipOutput } from "#lib/guardians/output.ts";

export const POST = apiRoute({
  summary: "Consent to a nomination, with hours per month",
  tag: "Guardians",
  params: { person: "The id of the person" },
  body: consentBody,
  answer: guardianshipOutput,
  run: (ctx, { params, body }) => consent(ctx, { ...body, personId: idParam(params, "person", "The person") }),
});
