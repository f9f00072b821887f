import { capital, listed } from "#lib/words.ts";

/** A server seals every five minutes: an event that has waited for longer than this was kept from it. */
export const SEALED_WITHIN_MS = 15 * 60_000;

/** The last of so many rounds of a server comes as long after the first. */
export const SEALED_WITHIN_ROUNDS = 4;

/** A session that nothing is sealed beside. One without a process is a prepared transaction. */
export type Holder = { pid: number | null; role: string | null };

/** The events without a seal: since when they wait, and until when a server is known to have run, where it is. */
export type Waiting = { since: Date; served: Date | null };

/** Events that are not sealed though they should be: since when, until when a server ran, and who holds them. */
export type Unsealed = Waiting & { holders: Holder[] };

/** An event of before this is sealed where a server runs. */
export function sealedUntil(now: Date): Date {
  return new Date(now.getTime() - SEALED_WITHIN_MS);
}

/** Whether the events without a seal have waited for too long by the clock of the database. */
export function hasWaited({ since }: Waiting, clock: Date): boolean {
  return clock.getTime() - since.getTime() > SEALED_WITHIN_MS;
}

/**
 * Whether a server ran meanwhile that should have sealed: time alone does not say so. One that was stopped seals at its next
 * start, and the command and the product record of themselves.
 */
export function wasServed({ since, served }: Waiting): boolean {
  return served !== null && hasWaited({ since, served }, served);
}

/** Of a program that has no seal. */
export const NONE_SEALED = "Nothing is sealed yet. A server seals every five minutes.";

/** What is wrong, and what to do. */
export function unsealedWords({ since, served, holders }: Unsealed): string {
  const until = `Since ${since.toISOString()} no event is sealed`;
  if (holders.length === 0) {
    return `${until}, though a server ran until ${served?.toISOString()}. See “seal-events” in its log, and start it again.`;
  }
  const keep = holders.length === 1 ? "keeps" : "keep";
  return `${until}: ${listed(holders.map(holderWords))} ${keep} them from it. ${capital(listed(holders.map(endWords)))}; then a server seals them within five minutes.`;
}

/** Who keeps the record from being read, and what to do. Where nobody is named they have let go meanwhile. */
export function lockedWords(holders: readonly Holder[]): string {
  if (holders.length === 0) return "The record was locked a moment ago: whether it is whole is not known. Look again.";
  const end = capital(listed(holders.map(endWords)));
  return `The record is locked by ${listed(holders.map(holderWords))}: whether it is whole is not known. ${end}, or wait for it, and look again.`;
}

function holderWords({ pid, role }: Holder): string {
  if (pid === null) return "a prepared transaction";
  return `session ${pid}${role === null ? "" : ` of the role ${role}`}`;
}

function endWords({ pid }: Holder): string {
  return pid === null ? "roll back what pg_prepared_xacts lists" : `end it with pg_terminate_backend(${pid})`;
}
