import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { confirmIdentity } from "#lib/people/confirm-identity.ts";
import { linkedOutput } from "#lib/people/output.ts";

export const POST = apiRoute({
  summary: "Confirm an identity of a person who decides, as a second admin",
  tag: "People",
  params: { person: "The id of the person", identity: "The id of the identity" },
  answer: linkedOutput,
  run: (ctx, { params }) =>
    confirmIdentity(ctx, {
      personId: idParam(params, "person", "The person"),
      identityId: idParam(params, "identity", "The identity"),
    }),
});
