import { sql } from "drizzle-orm";
import type { Context } from "#lib/context.ts";
import { rowsOf } from "./rows-of.ts";

/** Runs `work` in one transaction. Inside another transaction it is a savepoint. Only the context given to `work` may be used in it. */
export function transaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }));
}

/** As `transaction`, of its own and however long it takes: everything that `work` reads is of the moment of its first look. */
export function snapshot<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }), { isolationLevel: "repeatable read" });
}

/**
 * As `transaction`, in which the database waits for a lock so many milliseconds at most, and then throws. It is for reading, and a
 * transaction around it waits afterwards as before.
 */
export function withinLockWait<T>(ctx: Context, mostMs: number, work: (ctx: Context) => Promise<T>): Promise<T> {
  return transaction(ctx, async (ctx) => {
    const [before] = await rowsOf<{ most: string }>(ctx.db, sql`select current_setting('lock_timeout') as most`);
    await setLockWait(ctx, `${mostMs}ms`);
    const done = await work(ctx);
    if (before) await setLockWait(ctx, before.most);
    return done;
  });
}

/** Until the end of the transaction, which a savepoint that is released does not bring. */
async function setLockWait(ctx: Context, most: string): Promise<void> {
  await ctx.db.execute(sql`select set_config('lock_timeout', ${most}, true)`);
}
