"use server";

import { addPerson } from "#lib/people/add-person.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { erasePerson } from "#lib/people/erase-person.ts";
import { grantRole } from "#lib/people/grant-role.ts";
import { joinTeam } from "#lib/people/join-team.ts";
import { linkIdentity } from "#lib/people/link-identity.ts";
import { revokeRole } from "#lib/people/revoke-role.ts";
import { addOrganisation } from "#lib/teams/add-organisation.ts";
import { addTeam } from "#lib/teams/add-team.ts";
import { formAction } from "#lib/web/form-action.ts";

type Input = Record<string, unknown>;

export async function addPersonAction(input: Input) {
  return formAction("add-person", (ctx) => addPerson(ctx, input));
}

export async function grantRoleAction(input: Input) {
  return formAction("grant-role", (ctx) => grantRole(ctx, input));
}

export async function revokeRoleAction(input: Input) {
  return formAction("revoke-role", (ctx) => revokeRole(ctx, input));
}

export async function linkIdentityAction(input: Input) {
  return formAction("link-identity", (ctx) => linkIdentity(ctx, input));
}

export async function deactivatePersonAction(input: Input) {
  return formAction("deactivate-person", (ctx) => deactivatePerson(ctx, input));
}

export async function erasePersonAction(input: Input) {
  return formAction("erase-person", (ctx) => erasePerson(ctx, input));
}

export async function joinTeamAction(input: Input) {
  return formAction("join-team", (ctx) => joinTeam(ctx, input));
}

export async function addOrganisationAction(input: Input) {
  return formAction("add-organisation", (ctx) => addOrganisation(ctx, input));
}

export async function addTeamAction(input: Input) {
  return formAction("add-team", (ctx) => addTeam(ctx, input));
}
