import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { editOrganisation } from "#lib/teams/edit-organisation.ts";
import { editOrganisationBody } from "#lib/teams/input.ts";
import { organisationOutput } from "#lib/teams/output.ts";

export const PATCH = apiRoute({
  summary: "Edit an organisation",
  tag: "Teams",
  params: { organisation: "The id of the organisation" },
  body: editOrganisationBody,
  answer: organisationOutput,
  run: (ctx, { params, body }) =>
    editOrganisation(ctx, { ...body, organisationId: idParam(params, "organisation", "The organisation") }),
});
