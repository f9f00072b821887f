import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { confirmGrant } from "#lib/people/confirm-grant.ts";
import { grantReceiptOutput } from "#lib/people/output.ts";

export const POST = apiRoute({
  summary: "Confirm a role that decides, as a second admin",
  tag: "People",
  params: { person: "The id of the person", grant: "The id of the grant" },
  answer: grantReceiptOutput,
  run: (ctx, { params }) =>
    confirmGrant(ctx, {
      personId: idParam(params, "person", "The person"),
      grantId: idParam(params, "grant", "The role waiting for confirmation"),
    }),
});
