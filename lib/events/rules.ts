import { capital, listed } from "#lib/words.ts";

/** A server seals every five minutes, so an event that waits longer than this was kept from it. */
export const SEALED_WITHIN_MS = 15 * 60_000;

/** The last of this many server rounds comes this long after the first. */
export const SEALED_WITHIN_ROUNDS = 4;

/** A session that blocks sealing. Without a pid, it is a prepared transaction. */
export type Holder = { pid: number | null; role: string | null };

/** Unsealed events: how long they have waited, and until when a server is known to have run, if any. */
export type Waiting = { since: Date; served: Date | null };

/** Events that should be sealed but are not: since when, until when a server ran, and who blocks them. */
export type Unsealed = Waiting & { holders: Holder[] };

/** With a running server, events before this time are sealed. */
export function sealedUntil(now: Date): Date {
  return new Date(now.getTime() - SEALED_WITHIN_MS);
}

/** Whether unsealed events have waited too long by the database clock. */
export function hasWaited({ since }: Waiting, clock: Date): boolean {
  return clock.getTime() - since.getTime() > SEALED_WITHIN_MS;
}

/**
 * Whether a server that should have sealed ran meanwhile; time alone does not show this. A stopped server seals at its
 * next start, and the command and the product record events without one.
 */
export function wasServed({ since, served }: Waiting): boolean {
  return served !== null && hasWaited({ since, served }, served);
}

/** Shown for a program without seals. */
export const NONE_SEALED = "Nothing is sealed yet. A server seals every five minutes.";

/** The problem, and what to do. */
export function unsealedWords({ since, served, holders }: Unsealed): string {
  const until = `No event has been sealed since ${since.toISOString()}`;
  if (holders.length === 0) {
    return `${until}, although a server ran until ${served?.toISOString()}. Check “seal-events” in its log, then restart it.`;
  }
  const keep = holders.length === 1 ? "keeps" : "keep";
  return `${until}: ${listed(holders.map(holderWords))} ${keep} events from being sealed. ${capital(listed(holders.map(endWords)))}; a server then seals them within five minutes.`;
}

/** Who locks the record, and what to do. If nobody is named, they have released it meanwhile. */
export function lockedWords(holders: readonly Holder[]): string {
  if (holders.length === 0) return "The event log was locked a moment ago, so its integrity is not known. Check again.";
  const end = capital(listed(holders.map(endWords)));
  return `The event log is locked by ${listed(holders.map(holderWords))}, so its integrity is not known. ${end}, or wait for it, then check again.`;
}

function holderWords({ pid, role }: Holder): string {
  if (pid === null) return "a prepared transaction";
  return `session ${pid}${role === null ? "" : ` (role ${role})`}`;
}

function endWords({ pid }: Holder): string {
  return pid === null
    ? "roll back the transactions listed in pg_prepared_xacts"
    : `end it with pg_terminate_backend(${pid})`;
}
