import type { Context } from "#lib/context.ts";

/** Runs `work` in one transaction. Inside another transaction it is a savepoint. Only the context given to `work` may be used in it. */
export function transaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }));
}
