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

/** The rows of `people` who are here: they have not left. */
export function isHere(): SQL {
  return isNull(people.deactivatedAt);
}

/** As `isHere`, at a moment of the past. */
export function wasHere(at: SQL): SQL | undefined {
  return or(isHere(), gt(people.deactivatedAt, at));
}

/** Whether whoever a column of another table names has left. */
export function isLeaver(person: Column): SQL {
  return sql`${person} in (select ${people.id} from ${people} where ${not(isHere())})`;
}

/** The rows of `people` in whose place a pseudonym stands. */
export function isErased(): SQL {
  return isNotNull(people.erasedAt);
}

/** The rows of `people` who are to be erased now, where that is so many days after they have left. */
export function isDueForErasure({ now }: Context, days: number): SQL | undefined {
  return and(lte(people.deactivatedAt, new Date(now.getTime() - days * DAY)), not(isErased()));
}

/** The rows of `role_grants` that hold at a moment: granted, confirmed, not taken back, and within their time box. */
export function grantHolds(now: Date | Placeholder): SQL | undefined {
  return and(grantStands(now), isNull(roleGrants.pendingSince), lte(roleGrants.grantedAt, now));
}

/** The rows of `role_grants` that hold, or are to: neither taken back nor over. */
export function grantStands(now: Date | Placeholder): SQL | undefined {
  return and(isNull(roleGrants.revokedAt), or(isNull(roleGrants.endsAt), gt(roleGrants.endsAt, now)));
}

/** The rows of `role_grants` that a second admin may confirm. */
export function grantWaits(now: Date): SQL | undefined {
  return and(grantStands(now), or(isNotNull(roleGrants.pendingSince), gt(roleGrants.grantedAt, now)));
}

/** The rows of `identities` that sign in at a moment. */
export function identityHolds(now: Date): SQL | undefined {
  return and(isNull(identities.pendingSince), or(isNull(identities.holdsFrom), lte(identities.holdsFrom, now)));
}

/** The rows of `identities` that a second admin may confirm. */
export function identityWaits(now: Date): SQL | undefined {
  return or(isNotNull(identities.pendingSince), gt(identities.holdsFrom, now));
}

/** The rows of `role_grants` that held at some time of a span. */
export function grantHeldIn({ from, to }: { from: SQL; to: SQL }): SQL | undefined {
  return and(
    isNull(roleGrants.pendingSince),
    lt(roleGrants.grantedAt, to),
    or(isNull(roleGrants.revokedAt), gt(roleGrants.revokedAt, from)),
    or(isNull(roleGrants.endsAt), gt(roleGrants.endsAt, from)),
  );
}

/** The rows of `people` of whom this actor may read this: the gate as a condition. */
export function readablePeople({ actor }: Context, reading: Reading): SQL {
  if (mayReadOfAll(actor, reading)) return sql`true`;
  const me = personOf(actor)?.personId ?? 0;
  return or(eq(people.id, me), eq(people.managerId, me)) ?? sql`false`;
}

/** By another name than the table has: the column of whom is asked about may be of it. */
const holder = alias(people, "holder");

/** Whether the person of a number, or of a column, is here and holds one of these roles at a moment. */
export function isHereWith(person: number | Column | SQL, roles: readonly Role[], now: Date): SQL {
  const isIn = inArray(roleGrants.role, [...roles]);
  const held = and(eq(holder.id, person), isNull(holder.deactivatedAt), isIn, grantHolds(now));
  return sql`exists (select from ${people} as "holder" join ${roleGrants} on ${roleGrants.personId} = ${holder.id} where ${held})`;
}
