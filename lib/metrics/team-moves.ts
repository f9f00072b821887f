import { and, asc, eq, gte, sql } from "drizzle-orm";
import { events, organisations } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/**
 * The current organisations, and the teams that have moved between them, in order. `from` is null if an old event does
 * not name it.
 */
export type Organised = {
  tree: readonly { id: number; parentId: number | null }[];
  moves: readonly { teamId: number; at: Date; from: number | null }[];
};

/**
 * The teams that have moved, with the organisations they left, in order; null for an organisation that an old event
 * does not name.
 */
export type TeamMoves = ReadonlyMap<number, readonly (number | null)[]>;

/** Includes the moves of teams since `first`, or none if it is undefined. */
export async function organisedSince({ db }: Context, first: Date | undefined): Promise<Organised> {
  const { id, parentId } = organisations;
  const tree = await db.select({ id, parentId }).from(organisations);
  if (!first) return { tree, moves: [] };
  const moves = await db
    .select({
      teamId: events.subjectId,
      at: events.at,
      from: sql<number | null>`(${events.data} ->> 'fromOrganisationId')::int`,
    })
    .from(events)
    .where(
      and(eq(events.type, "team.edited"), gte(events.at, first), sql`${events.data} -> 'fields' ? 'organisationId'`),
    )
    .orderBy(asc(events.id));
  return { tree, moves };
}

/** The teams that have moved to another organisation since a moment. */
export function movedSince({ moves }: Organised, moment: Date): TeamMoves {
  const left = new Map<number, (number | null)[]>();
  for (const { teamId, at, from } of moves) {
    if (at > moment) left.set(teamId, [...(left.get(teamId) ?? []), from]);
  }
  return left;
}
