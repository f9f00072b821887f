import { sql } from "drizzle-orm";
import type { Context } from "#lib/context.ts";
import { rowsOf } from "./rows-of.ts";

/**
 * Runs `work` in one transaction, or a savepoint inside another transaction. Only the context given to `work` may be
 * used inside.
 */
export function transaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }));
}

/** Like `transaction`, always separate and of any length: every read in `work` sees the moment of the first read. */
export function snapshot<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }), { isolationLevel: "repeatable read" });
}

/**
 * Like `transaction`, for reads, throwing if a lock takes longer than `mostMs`. The previous lock wait applies again
 * afterwards in an outer transaction.
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

/** Applies until the end of the transaction; releasing a savepoint does not reset the value. */
async function setLockWait(ctx: Context, most: string): Promise<void> {
  await ctx.db.execute(sql`select set_config('lock_timeout', ${most}, true)`);
}
