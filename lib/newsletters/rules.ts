import { formatValue } from "#lib/numbers.ts";
import type { LetterSnapshot } from "./output.ts";

/** One line of a letter that reads otherwise now. */
export type Change = { what: string; before: string; after: string };

/** "4.6 d" */
export function days(seconds: number | null): string {
  return seconds === null ? "–" : formatValue("duration", seconds);
}

/** A median of n reviews as a letter says it: what is hidden or not reached is said, never guessed. */
export function median({ value, state }: { value: number | null; state: string }, n: number): string {
  if (n === 0) return "no reviews";
  if (state === "hidden") return "hidden (fewer than 5 at risk)";
  return value === null ? "not reached" : days(value);
}

/** "1.25" findings per review */
export function rate(value: number | null): string {
  return value === null ? "–" : formatValue("rate", value);
}

/** "26.9 %" */
export function share(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : formatValue("share", value);
}

/** Escapes per approval with both counts, or why there is no rate. */
export function escapeRate({ state, rate: value, escapes, ripe, recorded }: LetterSnapshot["escapes"]): string {
  if (state === "no_feed") return "no feed";
  if (state === "early") return `${recorded} so far; 90 days have not passed`;
  return ripe === 0 ? "no approvals" : `${rate(value)} (${escapes} of ${ripe} approvals)`;
}

/** The share of trained people, or why it is not said. */
export function trained({ state, share: value }: LetterSnapshot["figures"]["now"]["training"]): string {
  return state === "suppressed" ? "hidden (fewer than 5 people)" : share(value);
}

/** How many there are of what is at risk: the worst that a letter names, and the rest. */
export function howMany(snapshot: LetterSnapshot, of: keyof LetterSnapshot["unnamed"]): number {
  return snapshot[of].length + snapshot.unnamed[of];
}

const LINES: readonly [what: string, read: (snapshot: LetterSnapshot) => string][] = [
  ["Median lead time", ({ figures }) => median(figures.now.leadTime.median, figures.now.leadTime.n)],
  ["Reviews submitted", ({ figures }) => String(figures.now.leadTime.n)],
  ["Findings per review", ({ figures }) => rate(figures.now.findings.rate)],
  ["Escape rate", ({ escapes }) => escapeRate(escapes)],
  ["Guardian involved", ({ figures }) => share(figures.now.involvement.involved?.share)],
  ["Training complete", ({ figures }) => trained(figures.now.training)],
  ["Open reviews", ({ backlog }) => String(backlog.n)],
  ["Oldest open review", ({ backlog }) => days(backlog.oldest)],
  ["Teams with a guardian", ({ coverage }) => `${coverage.covered} of ${coverage.teams}`],
  ["High-risk services without a guardian", (snapshot) => String(howMany(snapshot, "uncovered"))],
  ["Reviews open past the launch asked for", (snapshot) => String(howMany(snapshot, "late"))],
  ["Overdue conditions", (snapshot) => String(howMany(snapshot, "overdueConditions"))],
  ["Waivers to renew", (snapshot) => String(howMany(snapshot, "waivers"))],
  ["Belts awarded", ({ belts }) => String(belts.length)],
  ["Reviews credited to guardians", ({ guardians }) => String(guardians.reduce((sum, row) => sum + row.reviews, 0))],
];

/** What reads otherwise now than in the snapshot: compared as it is read, so that what rounds away is no change. */
export function changesSince(frozen: LetterSnapshot, present: LetterSnapshot): Change[] {
  return LINES.map(([what, read]) => ({ what, before: read(frozen), after: read(present) })).filter(
    ({ before, after }) => before !== after,
  );
}

/**
 * A frozen letter with a pseudonym for one person; every number stays. Only credits carry an id: elsewhere the name is all
 * there is, and somebody else of that name goes with it.
 */
export function withoutPerson(
  snapshot: LetterSnapshot,
  { personId, name }: { personId: number; name: string },
  pseudonym: string,
): LetterSnapshot {
  const free = (said: string) => (said === name ? pseudonym : said);
  return {
    ...snapshot,
    guardians: snapshot.guardians.map((row) => (row.id === personId ? { ...row, name: pseudonym } : row)),
    belts: snapshot.belts.map((row) => ({ ...row, person: free(row.person) })),
    overdueConditions: snapshot.overdueConditions.map((row) => ({ ...row, owner: free(row.owner) })),
    joiners: snapshot.joiners.map(free),
    leavers: snapshot.leavers.map(free),
  };
}
