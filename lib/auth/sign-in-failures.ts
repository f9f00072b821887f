import type { Db } from "#db/client.ts";
import { addOne, countOf } from "#lib/limits/counts.ts";
import { LIMITS } from "#lib/limits/rules.ts";
import { sha256 } from "#lib/sha256.ts";

/** Sign-in error: nobody was added with the identity. */
export const UNKNOWN_IDENTITY = "UnknownIdentity";

/** Sign-in error: the person with the identity has left. */
export const ACCESS_ENDED = "AccessEnded";

/** Sign-in error: the account or address is over the limit. */
export const TOO_MANY_SIGN_INS = "TooMany";

/** An account as named by an identity provider or typed by a person, known here or not. */
export type Account = readonly string[];

/** Whether this account was refused too often, so sign-ins are ignored until the next window. */
export async function isOverFailures(db: Db, account: Account, now: Date): Promise<boolean> {
  return (await countOf({ db, now }, "sign-in-failure", key(account))) >= LIMITS["sign-in-failure"].most;
}

/** Counts a refused sign-in. */
export async function countFailure(db: Db, account: Account, now: Date): Promise<void> {
  await addOne({ db, now }, "sign-in-failure", key(account));
}

/** Hashed, because people type other things than accounts into sign-in forms, and their input must not be stored. */
function key(account: Account): string {
  return sha256(JSON.stringify(account));
}
