import type { Db } from "#db/client.ts";
import { addOne, countOf } from "#lib/limits/counts.ts";
import { LIMITS } from "#lib/limits/rules.ts";
import { sha256 } from "#lib/sha256.ts";

/** The error that a sign-in leads back with where nobody was added with the identity. */
export const UNKNOWN_IDENTITY = "UnknownIdentity";

/** The error that a sign-in leads back with where whoever was added with the identity has left. */
export const ACCESS_ENDED = "AccessEnded";

/** The error that a sign-in leads back with once its account, or its address, is over the limit. */
export const TOO_MANY_SIGN_INS = "TooMany";

/** An account as an identity provider, or whoever types, names it: someone added here or not. */
export type Account = readonly string[];

/** Whether this account was refused so often that it is not looked at until the next window. */
export async function isOverFailures(db: Db, account: Account, now: Date): Promise<boolean> {
  return (await countOf({ db, now }, "sign-in-failure", key(account))) >= LIMITS["sign-in-failure"].most;
}

/** Counts a sign-in that was refused. */
export async function countFailure(db: Db, account: Account, now: Date): Promise<void> {
  await addOne({ db, now }, "sign-in-failure", key(account));
}

/** People type other things than accounts into sign-ins: what they typed is kept nowhere. */
function key(account: Account): string {
  return sha256(JSON.stringify(account));
}
