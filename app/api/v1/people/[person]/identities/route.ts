import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { identitiesOf } from "#lib/people/identity-queries.ts";
import { linkIdentityBody } from "#lib/people/input.ts";
import { linkIdentity } from "#lib/people/link-identity.ts";
import { identitiesOutput, linkedOutput } from "#lib/people/output.ts";

export const GET = apiRoute({
  summary: "The identities of a person at identity providers",
  tag: "People",
  params: { person: "The id of the person" },
  answer: identitiesOutput,
  run: async (ctx, { params }) => ({ identities: await identitiesOf(ctx, idParam(params, "person", "The person")) }),
});

export const POST = apiRoute({
  summary: "Link an identity: anyone who signs in with it is this person",
  tag: "People",
  params: { person: "The id of the person" },
  body: linkIdentityBody,
  answer: linkedOutput,
  status: 201,
  run: (ctx, { params, body }) => linkIdentity(ctx, { ...body, personId: idParam(params, "person", "The person") }),
});
