import { withinLockWait } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { isDatabaseLocked } from "#lib/database-locked.ts";
import { Unavailable } from "#lib/errors.ts";
import { lockedWords } from "./rules.ts";
import { lockHolders } from "./seal-holders.ts";

/** A lock on the record that lasts longer than this is reported to readers who wait for it. */
const LOCK_MS = 2_000;

/**
 * Reads events, seals and anchors in one transaction. If they are locked, throws Unavailable with the lock holders;
 * this says nothing about their integrity.
 */
export async function readRecord<T>(ctx: Context, read: (ctx: Context) => Promise<T>): Promise<T> {
  try {
    return await withinLockWait(ctx, LOCK_MS, read);
  } catch (error) {
    if (!isDatabaseLocked(error)) throw error;
    throw new Unavailable(lockedWords(await lockHolders(ctx)));
  }
}
