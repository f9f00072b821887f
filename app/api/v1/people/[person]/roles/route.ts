import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { grantRole } from "#lib/people/grant-role.ts";
import { grantRoleBody } from "#lib/people/input.ts";
import { grantReceiptOutput } from "#lib/people/output.ts";

export const POST = apiRoute({
  summary: "Grant a role",
  tag: "People",
  params: { person: "The id of the person" },
  body: grantRoleBody,
  answer: grantReceiptOutput,
  status: 201,
  run: (ctx, { params, body }) => grantRole(ctx, { ...body, personId: idParam(params, "person", "The person") }),
});
