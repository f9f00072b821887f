import { apiRoute } from "#lib/web/api-route.ts";
import { addOrganisation } from "#lib/teams/add-organisation.ts";
import { addOrganisationInput } from "#lib/teams/input.ts";
import { organisationOutput, organisationsOutput } from "#lib/teams/output.ts";
import { organisationTree } from "#lib/teams/queries.ts";

export const GET = apiRoute({
  summary: "The tree of organisations",
  tag: "Teams",
  answer: organisationsOutput,
  run: async (ctx) => ({ items: await organisationTree(ctx) }),
});

export const POST = apiRoute({
  summary: "Add an organisation",
  tag: "Teams",
  body: addOrganisationInput,
  answer: organisationOutput,
  status: 201,
  run: (ctx, { body }) => addOrganisation(ctx, body),
});
