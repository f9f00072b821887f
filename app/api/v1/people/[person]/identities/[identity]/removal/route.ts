import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { unlinkedOutput } from "#lib/people/output.ts";
import { unlinkIdentity } from "#lib/people/unlink-identity.ts";

export const POST = apiRoute({
  summary: "Unlink an identity and end the person's sessions",
  tag: "People",
  params: { person: "The id of the person", identity: "The id of the identity" },
  answer: unlinkedOutput,
  run: (ctx, { params }) =>
    unlinkIdentity(ctx, {
      personId: idParam(params, "person", "The person"),
      identityId: idParam(params, "identity", "The identity"),
    }),
});
