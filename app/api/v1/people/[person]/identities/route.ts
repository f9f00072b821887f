import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { linkIdentityBody } from "#lib/people/input.ts";
import { linkIdentity } from "#lib/people/link-identity.ts";
import { linkedOutput } from "#lib/people/output.ts";

export const POST = apiRoute({
  summary: "Link an identity: whoever signs in with it is this person",
  tag: "People",
  params: { person: "The id of the person" },
  body: linkIdentityBody,
  answer: linkedOutput,
  status: 201,
  run: (ctx, { params, body }) => linkIdentity(ctx, { ...body, personId: idParam(params, "person", "The person") }),
});
