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

/** Rows of `guardianships` not ended; at most one per person. */
export function isPresent(): SQL {
  return ne(guardianships.state, "alumni");
}

/** Like `isPresent`, at a moment: begun and not ended. */
export function presentAt(at: SQL): SQL | undefined {
  return and(lte(guardianships.nominatedAt, at), or(isNull(guardianships.endedAt), gt(guardianships.endedAt, at)));
}

/** Rows of active `guardianships`. Leaving the company ends the guardianship too. */
export function isActive(): SQL {
  return eq(guardianships.state, "active");
}

/** Rows of `guardianships` in an `IS_GUARDIAN` state: paused guardians keep their assigned reviews. */
export function keepsReviews(): SQL {
  return inArray(guardianships.state, [...IS_GUARDIAN]);
}

/** Rows of ongoing `guardianships` whose person is not a team member on a day: they left, or never joined. */
export function isOutsideTeam(day: string): SQL {
  const member = and(
    eq(memberships.personId, guardianships.personId),
    eq(memberships.teamId, guardianships.teamId),
    memberOn(day),
  );
  return and(isPresent(), sql`not exists (select from ${memberships} where ${member})`) ?? sql`false`;
}

/** Rows of `guardianships` that were ever active, whatever their current state. */
export function wasActive(): SQL {
  return isNotNull(guardianships.activeAt);
}

/** Rows of `guardianships` active or paused at some time of a span, whatever their current state. */
export function wasGuardianIn({ start, end }: { start: Date; end: Date }): SQL | undefined {
  return and(lt(guardianships.activeAt, end), or(isNull(guardianships.endedAt), gte(guardianships.endedAt, start)));
}

/** Rows of `guardianships` in a `TAKES_COURSES` state, whose courses are required. */
export function takesCourses(): SQL {
  return inArray(guardianships.state, [...TAKES_COURSES]);
}

/** Rows of `guardianships` that are their person's first to become active: returning guardians are not new. */
export function isFirst(): SQL {
  return sql`not exists (select from guardianships as earlier
    where earlier.person_id = ${guardianships.personId} and earlier.active_at < ${guardianships.activeAt})`;
}

/** Whether a former guardian is neither active nor paused in any team at a moment. */
export function hasLeft(person: SQLWrapper, at: SQL): SQL {
  return sql`not exists (select from guardianships as still where still.person_id = ${person}
    and still.active_at <= ${at} and (still.ended_at is null or still.ended_at > ${at}))`;
}

/** Rows of `guardianships` active at a moment: begun, not ended and not paused. */
export function activeAt(at: SQL): SQL {
  return sql`(${guardianships.activeAt} <= ${at} and (${guardianships.endedAt} is null or ${guardianships.endedAt} > ${at})
    and not exists (
      select from guardian_moves as last
      where last.guardianship_id = ${guardianships.id} and last.at <= ${at} and last.to_state = 'paused'
        and not exists (
          select from guardian_moves as later
          where later.guardianship_id = last.guardianship_id and later.at <= ${at} and (later.at, later.id) > (last.at, last.id))))`;
}
