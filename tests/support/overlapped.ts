import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows-of.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import type { TestDatabase } from "./database.ts";

/**
 * Begins the second act while what the first has written is not committed, and answers as the second does. On a server it has to wait
 * for the first; the embedded database has one connection, for which it waits anyhow. `after`: what the first does yet meanwhile.
 */
export async function overlapped<F, T>(
  { db, driver }: TestDatabase,
  ctx: Context,
  first: (ctx: Context) => Promise<F>,
  second: () => Promise<T>,
  after?: (ctx: Context, done: F) => Promise<unknown>,
): Promise<T> {
  const { begun } = await transaction(ctx, async (ctx) => {
    const done = await first(ctx);
    const begun = second();
    // It may be refused before the first is known to be done: whoever called is told then.
    begun.catch(() => undefined);
    if (driver.kind === "postgres") await expect.poll(() => waitingIn(db)).toBe(1);
    await after?.(ctx, done);
    return { begun };
  });
  return begun;
}

/** How many connections of this database wait for a lock: a transaction would be told the same again and again. */
async function waitingIn(db: Db): Promise<number | undefined> {
  const [row] = await rowsOf<{ n: number }>(
    db,
    sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.n;
}
