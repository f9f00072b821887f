import {
  and,
  type Column,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  not,
  or,
  type Placeholder,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { identities, people, roleGrants } from "#db/schema/index.ts";
import { personOf, type Role } from "#lib/auth/actor.ts";
import { mayReadOfAll, type Reading } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Rows of `people` who have not left. */
export function isHere(): SQL {
  return isNull(people.deactivatedAt);
}

/** Like `isHere`, at a past moment. */
export function wasHere(at: SQL): SQL | undefined {
  return or(isHere(), gt(people.deactivatedAt, at));
}

/** Whether the person in another table's column has left. */
export function isLeaver(person: Column): SQL {
  return sql`${person} in (select ${people.id} from ${people} where ${not(isHere())})`;
}

/** Rows of `people` replaced by a pseudonym. */
export function isErased(): SQL {
  return isNotNull(people.erasedAt);
}

/** Rows of `people` due for erasure, given the number of days after leaving. */
export function isDueForErasure({ now }: Context, days: number): SQL | undefined {
  return and(lte(people.deactivatedAt, new Date(now.getTime() - days * DAY)), not(isErased()));
}

/** Rows of `role_grants` active at a moment: granted, confirmed, not revoked, and within their time box. */
export function grantHolds(now: Date | Placeholder): SQL | undefined {
  return and(grantStands(now), isNull(roleGrants.pendingSince), lte(roleGrants.grantedAt, now));
}

/** Rows of `role_grants` active or pending: neither revoked nor expired. */
export function grantStands(now: Date | Placeholder): SQL | undefined {
  return and(isNull(roleGrants.revokedAt), or(isNull(roleGrants.endsAt), gt(roleGrants.endsAt, now)));
}

/** Rows of `role_grants` a second admin may confirm. */
export function grantWaits(now: Date): SQL | undefined {
  return and(grantStands(now), or(isNotNull(roleGrants.pendingSince), gt(roleGrants.grantedAt, now)));
}

/** Rows of `identities` that can sign in at a moment. */
export function identityHolds(now: Date): SQL | undefined {
  return and(isNull(identities.pendingSince), or(isNull(identities.holdsFrom), lte(identities.holdsFrom, now)));
}

/** Rows of `identities` a second admin may confirm. */
export function identityWaits(now: Date): SQL | undefined {
  return or(isNotNull(identities.pendingSince), gt(identities.holdsFrom, now));
}

/** Rows of `role_grants` active at some time of a span. */
export function grantHeldIn({ from, to }: { from: SQL; to: SQL }): SQL | undefined {
  return and(
    isNull(roleGrants.pendingSince),
    lt(roleGrants.grantedAt, to),
    or(isNull(roleGrants.revokedAt), gt(roleGrants.revokedAt, from)),
    or(isNull(roleGrants.endsAt), gt(roleGrants.endsAt, from)),
  );
}

/** Rows of `people` whose data of this kind the actor may read: the authorization rule as a condition. */
export function readablePeople({ actor }: Context, reading: Reading): SQL {
  if (mayReadOfAll(actor, reading)) return sql`true`;
  const me = personOf(actor)?.personId ?? 0;
  return or(eq(people.id, me), eq(people.managerId, me)) ?? sql`false`;
}

/** Aliased, because the column passed in may itself belong to `people`. */
const holder = alias(people, "holder");

/** Whether a person, given by id or column, is present and has one of these roles at a moment. */
export function isHereWith(person: number | Column | SQL, roles: readonly Role[], now: Date): SQL {
  const isIn = inArray(roleGrants.role, [...roles]);
  const held = and(eq(holder.id, person), isNull(holder.deactivatedAt), isIn, grantHolds(now));
  return sql`exists (select from ${people} as "holder" join ${roleGrants} on ${roleGrants.personId} = ${holder.id} where ${held})`;
}
