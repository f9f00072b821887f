import { sql } from "drizzle-orm";
import type { Context } from "#lib/context.ts";

/** Runs `work` in one transaction. Inside another transaction it is a savepoint. Only the context given to `work` may be used in it. */
export function transaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }));
}

/** As `transaction`, of its own and however long it takes: everything that `work` reads is of the moment of its first look. */
export function snapshot<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }), { isolationLevel: "repeatable read" });
}

/** As `transaction`, in which the database waits for a lock so many milliseconds at most, and then throws. It is for reading. */
export function withinLockWait<T>(ctx: Context, mostMs: number, work: (ctx: Context) => Promise<T>): Promise<T> {
  return transaction(ctx, async (ctx) => {
    await ctx.db.execute(sql`select set_config('lock_timeout', ${`${mostMs}ms`}, true)`);
    return work(ctx);
  });
}
