import { and, eq, lt, sql } from "drizzle-orm";
import { rateCounts } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { LIMITS, type LimitName, windowStart } from "./rules.ts";

/** The context that counting needs. It also counts before anybody has signed in. */
export type Counting = Pick<Context, "db" | "now">;

/** Adds one and returns the count in this window. A single statement, so that no instance misses another's. */
export async function addOne(ctx: Counting, name: LimitName, who: string): Promise<number> {
  const row = { name, who, windowStart: windowStart(name, ctx.now), count: 1 };
  const [counted] = await ctx.db
    .insert(rateCounts)
    .values(row)
    .onConflictDoUpdate({
      target: [rateCounts.name, rateCounts.windowStart, rateCounts.who],
      set: { count: sql`${rateCounts.count} + 1` },
    })
    .returning({ count: rateCounts.count });
  const count = counted?.count ?? 1;
  if (count === 1) await forgetPast(ctx, name);
  return count;
}

/** The count in this window. */
export async function countOf(ctx: Counting, name: LimitName, who: string): Promise<number> {
  const [row] = await ctx.db
    .select({ count: rateCounts.count })
    .from(rateCounts)
    .where(
      and(eq(rateCounts.name, name), eq(rateCounts.windowStart, windowStart(name, ctx.now)), eq(rateCounts.who, who)),
    );
  return row?.count ?? 0;
}

/** Deletes past windows when someone opens a new one. Keeps one, because another instance's clock may be behind. */
async function forgetPast({ db, now }: Counting, name: LimitName): Promise<void> {
  const oneBack = new Date(now.getTime() - LIMITS[name].seconds * 1_000);
  await db
    .delete(rateCounts)
    .where(and(eq(rateCounts.name, name), lt(rateCounts.windowStart, windowStart(name, oneBack))));
}
