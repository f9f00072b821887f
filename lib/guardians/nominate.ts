import { and, eq, sql } from "drizzle-orm";
import { isPresent } from "#db/conditions/guardians.ts";
import { isHere } from "#db/conditions/people.ts";
import { memberOn } from "#db/conditions/teams.ts";
import { guardianMoves, guardianships, memberships, people, teams } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type NominateInput, nominateInput } from "./input.ts";
import type { Guardianship } from "./output.ts";
import { GUARDIAN_STATE_WORDS } from "./rules.ts";

/** Nominates a person, or oneself, as guardian of a team they belong to. */
export async function nominate(ctx: Context, input: NominateInput): Promise<Guardianship> {
  const wanted = parse(nominateInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "guardian.nominate", null));
    const { managerId } = await requireFit(ctx, wanted.personId, wanted.teamId);
    const byId = personOf(ctx.actor)?.personId ?? null;
    const [guardianship] = await ctx.db
      .insert(guardianships)
      .values({ ...wanted, state: "nominated", nominatedById: byId, nominatedAt: ctx.now })
      .onConflictDoNothing({ target: guardianships.personId, where: sql`state <> 'alumni'` })
      .returning();
    if (!guardianship) throw await alreadyIn(ctx, wanted.personId);
    await ctx.db
      .insert(guardianMoves)
      .values({ guardianshipId: guardianship.id, fromState: null, toState: "nominated", byId, at: ctx.now });
    await record(ctx, {
      type: "guardian.nominated",
      subject: { kind: "person", id: wanted.personId },
      data: {
        guardianshipId: guardianship.id,
        personId: wanted.personId,
        teamId: wanted.teamId,
        toIds: [wanted.personId, ...(managerId === null ? [] : [managerId])],
      },
    });
    return guardianship;
  });
}

async function requireFit(ctx: Context, personId: number, teamId: number): Promise<typeof people.$inferSelect> {
  const [person] = await ctx.db.select().from(people).where(eq(people.id, personId)).for("share");
  if (!person) throw new NotFound("The person");
  if (person.deactivatedAt) throw new Conflict(`${person.name} has left and cannot be nominated.`);
  const [team] = await ctx.db.select().from(teams).where(eq(teams.id, teamId));
  if (!team) throw new NotFound("The team");
  const [member] = await ctx.db
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.personId, personId), eq(memberships.teamId, teamId), memberOn(ctx.day)));
  if (!member) {
    throw new Conflict(`${person.name} is not a member of ${team.name}. Choose a team they belong to.`);
  }
  return person;
}

async function alreadyIn(ctx: Context, personId: number): Promise<Conflict> {
  const [current] = await ctx.db
    .select({ state: guardianships.state, name: people.name })
    .from(guardianships)
    .innerJoin(people, and(eq(people.id, guardianships.personId), isHere()))
    .where(and(eq(guardianships.personId, personId), isPresent()));
  const state = current ? GUARDIAN_STATE_WORDS[current.state].toLowerCase() : "in the program";
  return new Conflict(
    `${current?.name ?? "The person"} is already ${state}. A person can have only one nomination at a time.`,
  );
}
