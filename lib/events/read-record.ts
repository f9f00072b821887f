import { withinLockWait } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { isDatabaseLocked } from "#lib/database-locked.ts";
import { Unavailable } from "#lib/errors.ts";
import { lockedWords } from "./rules.ts";
import { lockHolders } from "./seal-holders.ts";

/** Whoever locks the record for longer than this is told to whoever waits to read it. */
const LOCK_MS = 2_000;

/**
 * Reads the events, their seals and anchors in one transaction. Throws Unavailable, which names who locks them, where they cannot be
 * read: that says nothing of what they are.
 */
export async function readRecord<T>(ctx: Context, read: (ctx: Context) => Promise<T>): Promise<T> {
  try {
    return await withinLockWait(ctx, LOCK_MS, read);
  } catch (error) {
    if (!isDatabaseLocked(error)) throw error;
    throw new Unavailable(lockedWords(await lockHolders(ctx)));
  }
}
