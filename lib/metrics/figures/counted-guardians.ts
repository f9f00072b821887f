import { and, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { activeAt, hasLeft, isFirst } from "#db/conditions/guardians.ts";
import { sliceOf } from "#db/paging.ts";
import { rowsOf } from "#db/rows-of.ts";
import { guardianships, people, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Became } from "#lib/metrics/rules/guardian-outcome.ts";
import type { Place } from "#lib/place.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { inWindows, moment } from "../cohort.ts";
import { inScope } from "../scope.ts";
import type { Frame } from "./frame.ts";

/** A counted guardian: team, start, and state by the end of the quarter. */
type CountedGuardian = { id: number; name: string; team: string; since: string; state: Became };

/** The state at a moment of a person who was a guardian: active in any team, gone, or paused. */
export function becameOf(person: SQLWrapper, at: SQL): SQL<Became> {
  return sql`case
    when exists (select from ${guardianships} where ${guardianships.personId} = ${person} and ${activeAt(at)}) then 'active'
    when ${hasLeft(person, at)} then 'left' else 'paused' end`;
}

/**
 * The rows of `guardianships` behind a frame's last quarter: those activated in it (M15), and those active when it
 * began (M16).
 */
const COUNTED = {
  M15: ({ windows: { edges, asOf } }: Frame) =>
    and(inWindows(guardianships.activeAt, { edges: edges.slice(-2), asOf }), isFirst()),
  M16: ({ windows: { edges, asOf } }: Frame) => activeAt(moment(edges.at(-2) ?? asOf)),
};

/**
 * The guardians behind a number, in pages and by name. Everybody can read whether they are active, paused or gone; the
 * reasons are not included.
 */
export async function countedGuardians(
  ctx: Context,
  id: keyof typeof COUNTED,
  frame: Frame,
  { page, size }: { page: number; size: number },
): Promise<{ place: Place; guardians: CountedGuardian[] }> {
  const { scope, timeZone, moments, windows } = frame;
  const at = moment(moments.at(-1) ?? windows.asOf);
  const all = sql`select ${guardianships.personId} as person, ${guardianships.teamId} as team, ${guardianships.activeAt} as since
    from ${guardianships} where ${and(COUNTED[id](frame), inScope(scope, guardianships.teamId))}`;
  const { place, offset } = await sliceOf(ctx.db, all, page, { size });
  const rows = await rowsOf<Omit<CountedGuardian, "since"> & { since: Date | string }>(
    ctx.db,
    sql`
    select ${people.id} as id, ${people.name} as name, ${teams.name} as team, counted.since, ${becameOf(people.id, at)} as state
    from (${all}) as counted
    join ${people} on ${people.id} = counted.person
    join ${teams} on ${teams.id} = counted.team
    order by ${byName(people.name)}, ${people.id}, counted.since
    limit ${size} offset ${offset}`,
  );
  return { place, guardians: rows.map(({ since, ...row }) => ({ ...row, since: dayIn(new Date(since), timeZone) })) };
}
