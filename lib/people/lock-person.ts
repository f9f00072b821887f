import { and, asc, eq, inArray } from "drizzle-orm";
import { grantHolds, isHere } from "#db/conditions/people.ts";
import { people, roleGrants } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, NotFound } from "#lib/errors.ts";
import { adminSignIns } from "./identity-queries.ts";
import { hasLeftWords } from "./rules/leaver-refusals.ts";
import { revokeRefusal, unlinkRefusal } from "./rules/own-rights.ts";

/** The person, locked for this transaction. Leavers are refused. */
export async function lockPerson(ctx: Context, id: number): Promise<typeof people.$inferSelect> {
  const person = await lockAnybody(ctx, id);
  if (person.deactivatedAt) throw new Conflict(hasLeftWords(person.name));
  return person;
}

/** As `lockPerson`, including leavers. */
export async function lockAnybody(ctx: Context, id: number): Promise<typeof people.$inferSelect> {
  const [person] = await ctx.db.select().from(people).where(eq(people.id, id)).for("no key update");
  if (!person) throw new NotFound("The person");
  return person;
}

/** Refuses to remove the last admin, or the last one who can sign in. */
export async function keepAnAdmin(ctx: Context, personId: number): Promise<void> {
  const admins = await lockAdmins(ctx);
  const person = { personId, isAdmin: admins.includes(personId) };
  const refusal = revokeRefusal("admin", person, { admins: admins.length, signIns: await adminSignIns(ctx) });
  if (refusal) throw new Conflict(refusal);
}

/** Refuses to remove an identity if no admin, or the requesting admin, could then sign in. */
export async function keepASignIn(ctx: Context, identity: { id: number; personId: number }): Promise<void> {
  await lockAdmins(ctx);
  const signIns = await adminSignIns(ctx);
  const refusal = unlinkRefusal(identity, { adminId: personOf(ctx.actor)?.personId, signIns });
  if (refusal) throw new Conflict(refusal);
}

/** The admins who have not left. They stay locked, so two cannot remove each other concurrently. */
async function lockAdmins(ctx: Context): Promise<number[]> {
  const grants = await ctx.db
    .select({ personId: roleGrants.personId })
    .from(roleGrants)
    .where(and(eq(roleGrants.role, "admin"), grantHolds(ctx.now)))
    .orderBy(asc(roleGrants.id))
    .for("update");
  const admins = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(inArray(people.id, [0, ...grants.map((grant) => grant.personId)]), isHere()))
    .orderBy(asc(people.id));
  return admins.map(({ id }) => id);
}
