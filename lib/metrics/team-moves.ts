import { and, asc, eq, gt, sql } from "drizzle-orm";
import { events } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/** The teams that have moved, with the organisations they left, in order; null for one that an old event does not name. */
export type TeamMoves = ReadonlyMap<number, readonly (number | null)[]>;

/** Which teams have moved to another organisation since each of these moments, in the order of the moments. */
export async function teamMovesSince({ db }: Context, moments: readonly Date[]): Promise<TeamMoves[]> {
  const [first] = moments.toSorted((one, other) => one.getTime() - other.getTime());
  if (!first) return [];
  const moves = await db
    .select({
      teamId: events.subjectId,
      at: events.at,
      from: sql<number | null>`(${events.data} ->> 'fromOrganisationId')::int`,
    })
    .from(events)
    .where(
      and(eq(events.type, "team.edited"), gt(events.at, first), sql`${events.data} -> 'fields' ? 'organisationId'`),
    )
    .orderBy(asc(events.id));
  return moments.map((moment) => {
    const left = new Map<number, (number | null)[]>();
    for (const { teamId, at, from } of moves) {
      if (at > moment) left.set(teamId, [...(left.get(teamId) ?? []), from]);
    }
    return left;
  });
}
