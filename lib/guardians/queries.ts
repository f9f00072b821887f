import { and, asc, desc, eq, inArray, notExists, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { isActive, isOutsideTeam, isPresent, wasActive } from "#db/conditions/guardians.ts";
import { isHere } from "#db/conditions/people.ts";
import { eligibleOn } from "#db/conditions/teams.ts";
import { completionCounts, isToBeHeld } from "#db/conditions/training.ts";
import { completions, courses, guardianMoves, guardianships, people, teams } from "#db/schema/index.ts";
import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { mayReadPrivate } from "#lib/auth/private-facts.ts";
import type { Context } from "#lib/context.ts";
import type { Lifecycle } from "./output.ts";
import type { GuardianState, MovingGuardian } from "./rules.ts";

/** The required courses a person has not completed, or whose completion has expired. */
export async function missingCourses(ctx: Context, personId: number): Promise<{ id: number; title: string }[]> {
  const day = ctx.day;
  const held = ctx.db
    .select({ one: sql`1` })
    .from(completions)
    .where(and(eq(completions.courseId, courses.id), eq(completions.personId, personId), completionCounts(day)));
  return ctx.db
    .select({ id: courses.id, title: courses.title })
    .from(courses)
    .where(and(isToBeHeld(), notExists(held)))
    .orderBy(asc(courses.id));
}

/**
 * This person's guardianships, latest first, with their moves. Hours, reasons and rationales only for permitted
 * readers.
 */
export async function lifecycles(ctx: Context, personId: number): Promise<Lifecycle[]> {
  const successors = ctx.db.select({ id: people.id, name: people.name }).from(people).as("successors");
  const rows = await ctx.db
    .select({
      row: guardianships,
      team: { id: teams.id, name: teams.name },
      successorName: successors.name,
    })
    .from(guardianships)
    .innerJoin(teams, eq(teams.id, guardianships.teamId))
    .leftJoin(successors, eq(successors.id, guardianships.successorId))
    .where(eq(guardianships.personId, personId))
    .orderBy(desc(guardianships.nominatedAt), desc(guardianships.id));
  const moves = await movesOf(
    ctx,
    rows.map(({ row }) => row.id),
  );
  const open = (await mayReadPrivate(ctx, personId)).allowed;
  return rows.map(({ row, team, successorName }) => ({
    id: row.id,
    state: row.state,
    team,
    rationale: open ? row.rationale : null,
    hoursPerMonth: open ? row.hoursPerMonth : null,
    successor: row.successorId !== null && successorName !== null ? { id: row.successorId, name: successorName } : null,
    leavingReason: open ? row.leavingReason : null,
    moves: moves
      .filter(({ guardianshipId }) => guardianshipId === row.id)
      .map(({ guardianshipId: _id, reason, ...move }) => ({ ...move, reason: open ? reason : null })),
  }));
}

async function movesOf(ctx: Context, ids: number[]) {
  if (ids.length === 0) return [];
  return ctx.db
    .select({
      guardianshipId: guardianMoves.guardianshipId,
      from: guardianMoves.fromState,
      to: guardianMoves.toState,
      at: guardianMoves.at,
      by: { id: people.id, name: people.name },
      reason: guardianMoves.reason,
    })
    .from(guardianMoves)
    .leftJoin(people, eq(people.id, guardianMoves.byId))
    .where(inArray(guardianMoves.guardianshipId, ids))
    .orderBy(asc(guardianMoves.at), asc(guardianMoves.id));
}

/** The person's guardianship for lifecycle checks, or null if they are not in the lifecycle now. */
export async function movingGuardian(ctx: Context, personId: number): Promise<MovingGuardian | null> {
  const [row] = await ctx.db
    .select({ personId: guardianships.personId, managerId: people.managerId, state: guardianships.state })
    .from(guardianships)
    .innerJoin(people, eq(people.id, guardianships.personId))
    .where(and(eq(guardianships.personId, personId), isPresent()));
  return row ?? null;
}

export type Nomination = {
  guardianshipId: number;
  person: { id: number; name: string };
  team: { id: number; name: string };
  at: Date;
  mine: boolean;
};

/** Nominations this actor can decide: all for a program manager, their reports' for a manager. */
export async function nominationsToSettle(ctx: Context): Promise<Nomination[]> {
  const rows = await ctx.db
    .select({
      guardianshipId: guardianships.id,
      person: { id: people.id, name: people.name },
      managerId: people.managerId,
      team: { id: teams.id, name: teams.name },
      at: guardianships.nominatedAt,
    })
    .from(guardianships)
    .innerJoin(people, and(eq(people.id, guardianships.personId), isHere()))
    .innerJoin(teams, eq(teams.id, guardianships.teamId))
    .where(eq(guardianships.state, "nominated"))
    .orderBy(asc(guardianships.nominatedAt), asc(guardianships.id));
  return rows.flatMap(({ managerId, ...row }) =>
    may(ctx.actor, "guardian.consent", { personId: row.person.id, managerId }).allowed
      ? [{ ...row, mine: managerId !== null && ctx.actor.kind === "person" && ctx.actor.personId === managerId }]
      : [],
  );
}

/**
 * Guardians and candidates who are not members of their team, longest active first: all for a program manager,
 * otherwise only oneself.
 */
export async function guardiansOutsideTeam(
  ctx: Context & { actor: PersonActor },
  limit: number,
): Promise<{ person: { id: number; name: string }; team: { id: number; name: string }; state: GuardianState }[]> {
  const own = eq(guardianships.personId, ctx.actor.personId);
  return ctx.db
    .select({
      person: { id: people.id, name: people.name },
      team: { id: teams.id, name: teams.name },
      state: guardianships.state,
    })
    .from(guardianships)
    .innerJoin(people, and(eq(people.id, guardianships.personId), isHere()))
    .innerJoin(teams, eq(teams.id, guardianships.teamId))
    .where(and(isOutsideTeam(ctx.day), hasRole(ctx.actor, "program_manager") ? undefined : own))
    .orderBy(asc(guardianships.activeAt), asc(guardianships.id))
    .limit(limit);
}

/** `paused`: its guardian may come back; `training`: another is in training. */
export type CoverageAlert = { id: number; name: string; paused: boolean; training: boolean };

/** Teams that should have a guardian, once had an active one and have none now. */
export async function coverageAlerts(ctx: Context): Promise<CoverageAlert[]> {
  const inState = (state: GuardianState) => sql<boolean>`exists (select from guardianships as other
    where other.team_id = ${teams.id} and other.state = ${state})`;
  return ctx.db
    .select({ id: teams.id, name: teams.name, paused: inState("paused"), training: inState("training") })
    .from(guardianships)
    .innerJoin(teams, eq(teams.id, guardianships.teamId))
    .where(and(wasActive(), eligibleOn(ctx.day)))
    .groupBy(teams.id)
    .having(sql`count(*) filter (where ${isActive()}) = 0`)
    .orderBy(byName(teams.name), asc(teams.id));
}
