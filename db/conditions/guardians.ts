import {
  and,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { memberOn } from "#db/conditions/teams.ts";
import { guardianships, memberships } from "#db/schema/index.ts";
import { IS_GUARDIAN, TAKES_COURSES } from "#lib/guardians/rules.ts";

/** The rows of `guardianships` that have not ended: one at most of each person. */
export function isPresent(): SQL {
  return ne(guardianships.state, "alumni");
}

/** As `isPresent`, at a moment: the rows that had begun and not ended. */
export function presentAt(at: SQL): SQL | undefined {
  return and(lte(guardianships.nominatedAt, at), or(isNull(guardianships.endedAt), gt(guardianships.endedAt, at)));
}

/** The rows of `guardianships` that are active. Who leaves the company leaves the guardianship too. */
export function isActive(): SQL {
  return eq(guardianships.state, "active");
}

/** The rows of `guardianships` in a state of `IS_GUARDIAN`: whoever pauses keeps the reviews they were given. */
export function keepsReviews(): SQL {
  return inArray(guardianships.state, [...IS_GUARDIAN]);
}

/** The rows of `guardianships` that have not ended whose person is no member of the team on a day: they have left it, or were never in it. */
export function isOutsideTeam(day: string): SQL {
  const member = and(
    eq(memberships.personId, guardianships.personId),
    eq(memberships.teamId, guardianships.teamId),
    memberOn(day),
  );
  return and(isPresent(), sql`not exists (select from ${memberships} where ${member})`) ?? sql`false`;
}

/** The rows of `guardianships` that were active at some time, whatever has become of them. */
export function wasActive(): SQL {
  return isNotNull(guardianships.activeAt);
}

/** The rows of `guardianships` that were active or paused at some time of a span, whatever has become of them. */
export function wasGuardianIn({ start, end }: { start: Date; end: Date }): SQL | undefined {
  return and(lt(guardianships.activeAt, end), or(isNull(guardianships.endedAt), gte(guardianships.endedAt, start)));
}

/** The rows of `guardianships` in a state whose courses are to be held: `TAKES_COURSES`. */
export function takesCourses(): SQL {
  return inArray(guardianships.state, [...TAKES_COURSES]);
}

/** The rows of `guardianships` that are the first of their person to become active: who comes back is not new. */
export function isFirst(): SQL {
  return sql`not exists (select from guardianships as earlier
    where earlier.person_id = ${guardianships.personId} and earlier.active_at < ${guardianships.activeAt})`;
}

/** A person who was a guardian is one no more at a moment, neither active nor paused, in whatever team. */
export function hasLeft(person: SQLWrapper, at: SQL): SQL {
  return sql`not exists (select from guardianships as still where still.person_id = ${person}
    and still.active_at <= ${at} and (still.ended_at is null or still.ended_at > ${at}))`;
}

/** The rows of `guardianships` that were active at a moment: begun, not ended, and not paused then. */
export function activeAt(at: SQL): SQL {
  return sql`(${guardianships.activeAt} <= ${at} and (${guardianships.endedAt} is null or ${guardianships.endedAt} > ${at})
    and not exists (
      select from guardian_moves as last
      where last.guardianship_id = ${guardianships.id} and last.at <= ${at} and last.to_state = 'paused'
        and not exists (
          select from guardian_moves as later
          where later.guardianship_id = last.guardianship_id and later.at <= ${at} and (later.at, later.id) > (last.at, last.id))))`;
}
