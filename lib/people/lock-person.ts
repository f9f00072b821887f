import { and, asc, eq, inArray } from "drizzle-orm";
import { people, roleGrants } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, NotFound } from "#lib/errors.ts";
import { grantHolds, isHere } from "./conditions.ts";
import { hasLeftWords } from "./rules/come-back.ts";
import { revokeRefusal } from "./rules/own-rights.ts";

/** The person, locked for this transaction. Whoever has left is refused. */
export async function lockPerson(ctx: Context, id: number): Promise<typeof people.$inferSelect> {
  const [person] = await ctx.db.select().from(people).where(eq(people.id, id)).for("no key update");
  if (!person) throw new NotFound("The person");
  if (person.deactivatedAt) throw new Conflict(hasLeftWords(person.name));
  return person;
}

/** Refuses to take the last admin away. The other admins stay locked, so that two can not remove each other at once. */
export async function keepAnAdmin(ctx: Context, personId: number): Promise<void> {
  const grants = await ctx.db
    .select({ personId: roleGrants.personId })
    .from(roleGrants)
    .where(and(eq(roleGrants.role, "admin"), grantHolds(ctx.now)))
    .orderBy(asc(roleGrants.id))
    .for("update");
  const admins = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(inArray(people.id, [0, ...grants.map((grant) => grant.personId)]), isHere()));
  const isAdmin = admins.some(({ id }) => id === personId);
  const refusal = revokeRefusal("admin", { isAdmin, admins: admins.length });
  if (refusal) throw new Conflict(refusal);
}
