"use server";

import { addPerson } from "#lib/people/add-person.ts";
import { confirmGrant } from "#lib/people/confirm-grant.ts";
import { confirmIdentity } from "#lib/people/confirm-identity.ts";
import { countOverdueErasures } from "#lib/people/count-overdue-erasures.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { endSessions } from "#lib/people/end-sessions.ts";
import { erasePerson } from "#lib/people/erase-person.ts";
import { grantRole } from "#lib/people/grant-role.ts";
import type {
  AddPersonInput,
  ConfirmGrantInput,
  DeactivatePersonInput,
  EndSessionsInput,
  ErasedAtOnceInput,
  ErasePersonInput,
  GrantRoleInput,
  LinkIdentityInput,
  MembershipInput,
  RevokeRoleInput,
  UnlinkIdentityInput,
} from "#lib/people/input.ts";
import { joinTeam } from "#lib/people/join-team.ts";
import { linkIdentity } from "#lib/people/link-identity.ts";
import { revokeRole } from "#lib/people/revoke-role.ts";
import { unlinkIdentity } from "#lib/people/unlink-identity.ts";
import { addOrganisation } from "#lib/teams/add-organisation.ts";
import { addTeam } from "#lib/teams/add-team.ts";
import { editOrganisation } from "#lib/teams/edit-organisation.ts";
import type { AddOrganisationInput, AddTeamInput, EditOrganisationInput } from "#lib/teams/input.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function addPersonAction(input: AddPersonInput) {
  return formAction("add-person", { input }, (ctx) => addPerson(ctx, input));
}

export async function grantRoleAction(input: GrantRoleInput) {
  return formAction("grant-role", { input }, (ctx) => grantRole(ctx, input));
}

export async function confirmGrantAction(input: ConfirmGrantInput) {
  return formAction("confirm-grant", { input }, (ctx) => confirmGrant(ctx, input));
}

export async function confirmIdentityAction(input: UnlinkIdentityInput) {
  return formAction("confirm-identity", { input }, (ctx) => confirmIdentity(ctx, input));
}

export async function revokeRoleAction(input: RevokeRoleInput) {
  return formAction("revoke-role", { input }, (ctx) => revokeRole(ctx, input));
}

export async function linkIdentityAction(input: LinkIdentityInput) {
  return formAction("link-identity", { input }, (ctx) => linkIdentity(ctx, input));
}

export async function unlinkIdentityAction(input: UnlinkIdentityInput) {
  return formAction("unlink-identity", { input }, (ctx) => unlinkIdentity(ctx, input));
}

export async function endSessionsAction(input: EndSessionsInput) {
  return formAction("end-sessions", { input }, (ctx) => endSessions(ctx, input));
}

export async function deactivatePersonAction(input: DeactivatePersonInput) {
  return formAction("deactivate-person", { input }, (ctx) => deactivatePerson(ctx, input));
}

export async function erasePersonAction(input: ErasePersonInput) {
  return formAction("erase-person", { input }, (ctx) => erasePerson(ctx, input));
}

export async function erasedAtOnceAction(input: ErasedAtOnceInput) {
  return formAction("erased-at-once", { input }, (ctx) => countOverdueErasures(ctx, input));
}

export async function joinTeamAction(input: MembershipInput) {
  return formAction("join-team", { input }, (ctx) => joinTeam(ctx, input));
}

export async function addOrganisationAction(input: AddOrganisationInput) {
  return formAction("add-organisation", { input }, (ctx) => addOrganisation(ctx, input));
}

export async function editOrganisationAction(input: EditOrganisationInput) {
  return formAction("edit-organisation", { input }, (ctx) => editOrganisation(ctx, input));
}

export async function addTeamAction(input: AddTeamInput) {
  return formAction("add-team", { input }, (ctx) => addTeam(ctx, input));
}
