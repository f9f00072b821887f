import { and, eq, lt, sql } from "drizzle-orm";
import { rateCounts } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { LIMITS, type LimitName, windowStart } from "./rules.ts";

/** What counting needs of a context: it happens where nobody is known yet, too. */
export type Counting = Pick<Context, "db" | "now">;

/** Counts one more, and returns how many there are in this window with it: one statement, so no instance misses another's. */
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

/** How many there are in this window. */
export async function countOf(ctx: Counting, name: LimitName, who: string): Promise<number> {
  const [row] = await ctx.db
    .select({ count: rateCounts.count })
    .from(rateCounts)
    .where(
      and(eq(rateCounts.name, name), eq(rateCounts.windowStart, windowStart(name, ctx.now)), eq(rateCounts.who, who)),
    );
  return row?.count ?? 0;
}

/** Windows that are over go when someone opens a new one. One is kept: the clock of another instance may be behind. */
async function forgetPast({ db, now }: Counting, name: LimitName): Promise<void> {
  const oneBack = new Date(now.getTime() - LIMITS[name].seconds * 1_000);
  await db
    .delete(rateCounts)
    .where(and(eq(rateCounts.name, name), lt(rateCounts.windowStart, windowStart(name, oneBack))));
}
