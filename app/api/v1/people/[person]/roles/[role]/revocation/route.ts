import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { parse } from "#lib/input.ts";
import { revokeRoleInput } from "#lib/people/input.ts";
import { revokedOutput } from "#lib/people/output.ts";
import { revokeRole } from "#lib/people/revoke-role.ts";

export const POST = apiRoute({
  summary: "Revoke a role",
  tag: "People",
  params: { person: "The id of the person", role: "The role" },
  answer: revokedOutput,
  run: (ctx, { params }) => {
    const wanted = { personId: idParam(params, "person", "The person"), role: params.role };
    return revokeRole(ctx, parse(revokeRoleInput, wanted));
  },
});
