import { eq } from "drizzle-orm";
import { people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Permission } from "./actor.ts";
import { may } from "./policy.ts";

/** Whether this actor may read facts limited to a person, their manager and program staff (S50). */
export async function mayReadPrivate(ctx: Context, personId: number): Promise<Permission> {
  const unmanaged = may(ctx.actor, "person.read-private", { personId, managerId: null });
  if (unmanaged.allowed) return unmanaged;
  const [row] = await ctx.db.select({ managerId: people.managerId }).from(people).where(eq(people.id, personId));
  return may(ctx.actor, "person.read-private", { personId, managerId: row?.managerId ?? null });
}
