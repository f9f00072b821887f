import { eq, or, type SQL, sql } from "drizzle-orm";
import { people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { type Permission, personOf } from "./actor.ts";
import { may } from "./policy.ts";

type Reading = "person.read-private" | "person.read-address";

/** Whether this actor may read what only a person, their manager and the program's staff know of them (S50). */
export async function mayReadPrivate(ctx: Context, personId: number): Promise<Permission> {
  const unmanaged = may(ctx.actor, "person.read-private", { personId, managerId: null });
  if (unmanaged.allowed) return unmanaged;
  const [row] = await ctx.db.select({ managerId: people.managerId }).from(people).where(eq(people.id, personId));
  return may(ctx.actor, "person.read-private", { personId, managerId: row?.managerId ?? null });
}

/** Whether this actor may read this of everybody. */
export function mayReadOfAll({ actor }: Context, reading: Reading): boolean {
  return may(actor, reading, { personId: 0, managerId: null }).allowed;
}

/** The rows of `people` of whom this actor may read this: the gate as a condition. */
export function readablePeople(ctx: Context, reading: Reading): SQL {
  if (mayReadOfAll(ctx, reading)) return sql`true`;
  const me = personOf(ctx.actor)?.personId ?? 0;
  return or(eq(people.id, me), eq(people.managerId, me)) ?? sql`false`;
}
