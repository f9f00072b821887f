import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { revokeBeltBody } from "#lib/belts/input.ts";
import { awardReceiptOutput } from "#lib/belts/output.ts";
import { revokeBelt } from "#lib/belts/revoke-belt.ts";

export const POST = apiRoute({
  summary: "Revoke a belt, with a reason",
  tag: "Belts",
  params: { award: "The id of the award" },
  body: revokeBeltBody,
  answer: awardReceiptOutput,
  run: (ctx, { params, body }) => revokeBelt(ctx, { ...body, awardId: idParam(params, "award", "The award") }),
});
