import { and, asc, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { grantWaits, identityHolds, identityWaits } from "#db/conditions/people.ts";
import { identities, people, roleGrants } from "#db/schema/index.ts";
import type { Role } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";

/**
 * Rights that are not yet effective. `askedBy`: null for the operator's command. `from`: when they begin without a
 * second admin; null if an admin must confirm them.
 */
export type PendingRight = {
  id: number;
  person: { id: number; name: string };
  askedBy: { id: number; name: string } | null;
  from: Date | null;
} & (
  | { kind: "role"; role: Role; signIns: { subject: string; linkedBy: string | null }[] }
  | { kind: "identity"; issuer: string; subject: string }
);

/** Roles that decide, and identities of people who decide, waiting for a second admin or their start day. */
export async function pendingRights(ctx: Context): Promise<PendingRight[]> {
  ensure(may(ctx.actor, "people.manage", null));
  const askers = alias(people, "askers");
  const person = { id: people.id, name: people.name };
  const askedBy = { id: askers.id, name: askers.name };
  const grants = await ctx.db
    .select({ grant: roleGrants, person, askedBy })
    .from(roleGrants)
    .innerJoin(people, eq(people.id, roleGrants.personId))
    .leftJoin(askers, eq(askers.id, roleGrants.grantedById))
    .where(grantWaits(ctx.now))
    .orderBy(asc(roleGrants.id));
  const linked = await ctx.db
    .select({ identity: identities, person, askedBy })
    .from(identities)
    .innerJoin(people, eq(people.id, identities.personId))
    .leftJoin(askers, eq(askers.id, identities.linkedById))
    .where(identityWaits(ctx.now))
    .orderBy(asc(identities.id));
  const known = await ctx.db
    .select({ personId: identities.personId, subject: identities.subject, linkedBy: askers.name })
    .from(identities)
    .leftJoin(askers, eq(askers.id, identities.linkedById))
    .where(and(inArray(identities.personId, [0, ...grants.map(({ person }) => person.id)]), identityHolds(ctx.now)))
    .orderBy(asc(identities.id));
  return [
    ...grants.map(({ grant: { id, role, pendingSince, grantedAt }, person, askedBy }): PendingRight => {
      const signIns = known.filter((one) => one.personId === person.id).map(({ personId: _, ...one }) => one);
      return { kind: "role", id, role, signIns, person, askedBy, from: pendingSince ? null : grantedAt };
    }),
    ...linked.map(({ identity: { id, issuer, subject, pendingSince, holdsFrom }, person, askedBy }): PendingRight => {
      return { kind: "identity", id, issuer, subject, person, askedBy, from: pendingSince ? null : holdsFrom };
    }),
  ];
}
