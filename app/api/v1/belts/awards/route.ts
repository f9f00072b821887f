import { apiRoute } from "#lib/web/api-route.ts";
import { awardBelt } from "#lib/belts/award-belt.ts";
import { awardBeltInput } from "#lib/belts/input.ts";
import { awardReceiptOutput } from "#lib/belts/output.ts";

export const POST = apiRoute({
  summary: "Award the next belt",
  tag: "Belts",
  body: awardBeltInput,
  answer: awardReceiptOutput,
  status: 201,
  run: (ctx, { body }) => awardBelt(ctx, body),
});
