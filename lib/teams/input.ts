import { z } from "zod";
import { day, id, line, links, paragraph, wholeNumber } from "#lib/input.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { SERVICE_LENGTHS, TEAM_LENGTHS } from "#lib/lengths.ts";
import { isInOrder, WRONG_ORDER } from "./rules.ts";

export const addServiceInput = z.strictObject({
  name: line(SERVICE_LENGTHS.name),
  teamId: id,
  tier: z.enum(TIERS).default("low"),
  description: paragraph(SERVICE_LENGTHS.description).default(""),
  links: links.default([]),
});
export type AddServiceInput = z.input<typeof addServiceInput>;

export const editServiceInput = z.strictObject({
  serviceId: id,
  /** The new owner. */
  teamId: id.optional(),
  name: line(SERVICE_LENGTHS.name).optional(),
  tier: z.enum(TIERS).optional(),
  description: paragraph(SERVICE_LENGTHS.description).optional(),
  links: links.optional(),
});
export type EditServiceInput = z.input<typeof editServiceInput>;

export const retireServiceInput = z.strictObject({ serviceId: id });
export type RetireServiceInput = z.input<typeof retireServiceInput>;

export const addOrganisationInput = z.strictObject({
  name: line(TEAM_LENGTHS.name),
  parentId: id.nullable().default(null),
});
export type AddOrganisationInput = z.input<typeof addOrganisationInput>;

export const editOrganisationInput = z.strictObject({ organisationId: id, name: line(TEAM_LENGTHS.name).optional() });
export type EditOrganisationInput = z.input<typeof editOrganisationInput>;

const developers = wholeNumber(0, 100_000);

export const addTeamInput = z
  .strictObject({
    name: line(TEAM_LENGTHS.name),
    organisationId: id,
    developers: developers.default(0),
    eligibleFrom: day.nullable().default(null),
    eligibleTo: day.nullable().default(null),
  })
  .refine(isInOrder, { path: WRONG_ORDER.path, error: WRONG_ORDER.message });
export type AddTeamInput = z.input<typeof addTeamInput>;

export const editTeamInput = z.strictObject({
  teamId: id,
  name: line(TEAM_LENGTHS.name).optional(),
  organisationId: id.optional(),
  developers: developers.optional(),
  eligibleFrom: day.nullable().optional(),
  eligibleTo: day.nullable().optional(),
});
export type EditTeamInput = z.input<typeof editTeamInput>;

// The id is in the API path, so request bodies omit it.
export const editServiceBody = editServiceInput.omit({ serviceId: true });
export const editOrganisationBody = editOrganisationInput.omit({ organisationId: true });
export const editTeamBody = editTeamInput.omit({ teamId: true });
