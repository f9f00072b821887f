import { z } from "zod";
import { ROLES } from "#lib/auth/actor.ts";
import { FIELD_WORDS } from "#lib/field-words.ts";
import { day, exactLine, id, line, text, webAddress } from "#lib/input.ts";
import { PERSON_LENGTHS } from "#lib/lengths.ts";
import { eraseAfterDays } from "#lib/program/input.ts";
import { isAddressOfErased } from "#lib/pseudonym.ts";

const email = text(PERSON_LENGTHS.email)
  .check(z.email(FIELD_WORDS.email))
  .transform((value) => value.toLowerCase())
  .refine((value) => !isAddressOfErased(value), "must not be the address of someone who was erased");

export const addPersonInput = z.strictObject({
  name: line(PERSON_LENGTHS.name),
  email,
  managerId: id.nullable().default(null),
  organisationId: id.nullable().default(null),
});
export type AddPersonInput = z.input<typeof addPersonInput>;

export const editPersonInput = z.strictObject({
  personId: id,
  name: line(PERSON_LENGTHS.name).optional(),
  email: email.optional(),
  managerId: id.nullable().optional(),
  organisationId: id.nullable().optional(),
});
export type EditPersonInput = z.input<typeof editPersonInput>;

const identity = { issuer: webAddress, subject: exactLine(PERSON_LENGTHS.subject) };
export const linkIdentityInput = z.strictObject({ personId: id, ...identity });
export type LinkIdentityInput = z.input<typeof linkIdentityInput>;

export const unlinkIdentityInput = z.strictObject({ personId: id, identityId: id });
export type UnlinkIdentityInput = z.input<typeof unlinkIdentityInput>;

export const grantRoleInput = z
  .strictObject({
    personId: id,
    role: z.enum(ROLES),
    /** For a leader: the organisation they lead. */
    organisationId: id.nullable().default(null),
    /** For an auditor: the last day of the time box. */
    endsOn: day.nullable().default(null),
  })
  .refine(({ role, organisationId }) => (role === "leader") === (organisationId !== null), {
    path: ["organisationId"],
    error: "must be given for a leader and for no other role",
  })
  .refine(({ role, endsOn }) => (role === "auditor") === (endsOn !== null), {
    path: ["endsOn"],
    error: "must be given for an auditor and for no other role",
  });
export type GrantRoleInput = z.input<typeof grantRoleInput>;

export const revokeRoleInput = z.strictObject({
  personId: id,
  role: z.enum(ROLES),
  /** For a leader: one of the organisations they lead; all if omitted. */
  organisationId: id.nullable().default(null),
});
export type RevokeRoleInput = z.input<typeof revokeRoleInput>;

export const confirmGrantInput = z.strictObject({ personId: id, grantId: id });
export type ConfirmGrantInput = z.input<typeof confirmGrantInput>;

export const endSessionsInput = z.strictObject({ personId: id });
export type EndSessionsInput = z.input<typeof endSessionsInput>;
export const deactivatePersonInput = z.strictObject({ personId: id });
export type DeactivatePersonInput = z.input<typeof deactivatePersonInput>;
export const erasePersonInput = z.strictObject({ personId: id });
export type ErasePersonInput = z.input<typeof erasePersonInput>;
export const erasedAtOnceInput = z.strictObject({ days: eraseAfterDays });
export type ErasedAtOnceInput = z.input<typeof erasedAtOnceInput>;
export const membershipInput = z.strictObject({ personId: id, teamId: id });
export type MembershipInput = z.input<typeof membershipInput>;

// The API path names the person; the bodies contain the rest.
export const editPersonBody = editPersonInput.omit({ personId: true });
export const grantRoleBody = z.strictObject({
  role: z.enum(ROLES),
  organisationId: id.nullable().default(null),
  endsOn: day.nullable().default(null),
});
export const linkIdentityBody = z.strictObject(identity);
export const joinTeamBody = z.strictObject({ teamId: id });
