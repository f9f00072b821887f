import { z } from "zod";
import { ROLES } from "#lib/auth/actor.ts";
import { BELTS } from "#lib/belts/rules.ts";
import { GUARDIAN_STATES } from "#lib/guardians/rules.ts";
import { placeOutput } from "#lib/place.ts";

const named = z.object({ id: z.number(), name: z.string() });
const instant = z.union([z.date(), z.string()]);

export const personOutput = z.object({
  id: z.number(),
  name: z.string(),
  email: z.string(),
  managerId: z.number().nullable(),
  organisationId: z.number().nullable(),
});
export type Person = z.infer<typeof personOutput>;

export const directoryRowOutput = z.object({
  id: z.number(),
  name: z.string(),
  demo: z.boolean(),
  state: z.enum(GUARDIAN_STATES).nullable(),
  belt: z.enum(BELTS).nullable(),
  teams: z.array(named),
  lastActiveAt: instant.nullable(),
});
export type DirectoryRow = z.infer<typeof directoryRowOutput>;

export const directoryOutput = z.object({
  items: z.array(directoryRowOutput),
  ...placeOutput,
});
export type Directory = z.infer<typeof directoryOutput>;

export const grantOutput = z.object({
  id: z.number(),
  role: z.enum(ROLES),
  organisation: named.nullable(),
  endsAt: instant.nullable(),
});
export type Grant = z.infer<typeof grantOutput>;

export const profileOutput = personOutput.extend({
  /** Null if the reader may not see it (S50). */
  email: z.string().nullable(),
  demo: z.boolean(),
  deactivatedAt: instant.nullable(),
  erasedAt: instant.nullable(),
  manager: named.nullable(),
  organisation: named.nullable(),
  teams: z.array(named),
  roles: z.array(grantOutput),
  state: z.enum(GUARDIAN_STATES).nullable(),
  belt: z.enum(BELTS).nullable(),
});
export type Profile = z.infer<typeof profileOutput>;

export const membershipOutput = z.object({
  personId: z.number(),
  teamId: z.number(),
  fromOn: z.string(),
  toOn: z.string().nullable(),
});
export type Membership = z.infer<typeof membershipOutput>;

/** False if it was already so and nothing changed. */
const isNew = z.boolean();

export const joinedOutput = membershipOutput.extend({ isNew });
export type Joined = z.infer<typeof joinedOutput>;

/** Since when it waits for a second admin; null if it does not. */
const pendingSince = instant.nullable();

/** When it takes effect, if later and without confirmation by a second admin. */
const holdsFrom = instant.nullable();

export const grantReceiptOutput = z.object({
  id: z.number(),
  personId: z.number(),
  role: z.enum(ROLES),
  isNew,
  pendingSince,
  holdsFrom,
});
export type GrantReceipt = z.infer<typeof grantReceiptOutput>;
export const linkedOutput = z.object({ id: z.number(), personId: z.number(), isNew, pendingSince, holdsFrom });
export type Linked = z.infer<typeof linkedOutput>;
export const identityOutput = z.object({ id: z.number(), issuer: z.string(), subject: z.string(), linkedAt: instant });
export type LinkedIdentity = z.infer<typeof identityOutput>;
export const identitiesOutput = z.object({ identities: z.array(identityOutput) });
/** A session of the reader. `by`: the provider that signed them in ("GitHub"). */
export type OwnSession = { by: string; since: Date; lastUsedAt: Date };
/** How many still usable sessions ended. */
const sessions = z.number();
export const unlinkedOutput = z.object({ id: z.number(), personId: z.number(), sessions });
export type Unlinked = z.infer<typeof unlinkedOutput>;
export const sessionsEndedOutput = z.object({ personId: z.number(), sessions });
export type SessionsEnded = z.infer<typeof sessionsEndedOutput>;
export const revokedOutput = z.object({ revoked: z.number() });
export const deactivatedOutput = z.object({ id: z.number(), deactivatedAt: instant });
export const erasedOutput = z.object({ id: z.number(), name: z.string(), erasedAt: instant });
