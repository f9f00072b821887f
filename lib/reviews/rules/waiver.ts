import { counted } from "#lib/words.ts";
import { dayIn, daysAfter } from "#lib/zoned-time.ts";

/** How long a waiver holds: until its last day, or until somebody ended it. Days are the program's, as YYYY-MM-DD. */
export type WaiverTerm = { expiresOn: string; endedAt: Date | string | null };

/** Whether a waiver holds: what is past its last day or was ended lets nothing stand any more (S11). */
export function waiverHolds({ expiresOn, endedAt }: WaiverTerm, today: string): boolean {
  return endedAt === null && expiresOn >= today;
}

/** The days on which something held or stood, as YYYY-MM-DD: up to and with the last one, or until now. */
export type HeldDays = { from: string; until: string | null };

/** Whether something held on a day, or some part of it. */
export function heldOn({ from, until }: HeldDays, day: string): boolean {
  return from <= day && (until === null || day <= until);
}

/** The days on which a waiver holds or held. */
export function daysOf(
  { approvedAt, expiresOn, endedAt }: { approvedAt: Date; expiresOn: string; endedAt: Date | null },
  timeZone: string,
): HeldDays {
  return { from: dayIn(approvedAt, timeZone), until: endedAt ? dayIn(endedAt, timeZone) : expiresOn };
}

/** The waiver that holds longest, or null where none does. */
export function longestHeld<W extends WaiverTerm>(waivers: readonly W[], today: string): W | null {
  const held = waivers.filter((one) => waiverHolds(one, today));
  return held.reduce<W | null>((last, one) => (last && last.expiresOn >= one.expiresOn ? last : one), null);
}

/** What may stand for a while: an unmet gate, a result of the policy checks, or a finding whose risk is accepted. */
export const WAIVED_KINDS = ["gate", "result", "finding"] as const;
export type WaivedKind = (typeof WAIVED_KINDS)[number];

/** Where on the page of a review each of them stands. */
export const WAIVED_AT = { gate: "gates", result: "checks", finding: "findings" } as const satisfies Record<
  WaivedKind,
  string
>;

/** So many days before its last one a waiver is announced to end. */
export const ANNOUNCED_DAYS = 14;

/** The last day of the waivers that are announced by `today`. */
export function announcedUpTo(today: string): string {
  return daysAfter(today, ANNOUNCED_DAYS);
}

type Seen = { id: number; expiresOn: string };

/** What a decision was made on, as it keeps it: waivers of results, waivers of gates, and findings whose risk is accepted. */
export type WaiversSeen = { waivers: Seen[]; gateWaivers: Seen[]; acceptedRisks: Seen[] };

/** Where a decision keeps them. In SQL: `decisionFacts`. */
export const WAIVER_LISTS = ["waivers", "gateWaivers", "acceptedRisks"] as const satisfies (keyof WaiversSeen)[];

/** The ids of what a decision was made on; those of before kept no risks. */
export function idsSeen(seen: Record<string, unknown>): Record<keyof WaiversSeen, number[]> {
  const ids = (list: unknown) => (Array.isArray(list) ? (list as { id: number }[]).map(({ id }) => id) : []);
  return {
    waivers: ids(seen.waivers),
    gateWaivers: ids(seen.gateWaivers),
    acceptedRisks: ids(seen.acceptedRisks),
  };
}

/** The gates that a waiver let pass where a decision saw them. */
export function gatesWaivedBy(seen: Record<string, unknown>): string[] {
  const gates = (Array.isArray(seen.gates) ? seen.gates : []) as { id: string; state: string }[];
  return gates.filter(({ state }) => state === "waived").map(({ id }) => id);
}

/** That a decision was made on so many waivers, after the words of what it was; nothing where it was made on none. */
export function onWaiverWords(count: number): string {
  return count === 0 ? "" : ` on ${counted(count, "waiver")}`;
}

/** How many waivers a decision that saw this was made on. */
export function waiverCount(seen: Record<string, unknown>): number {
  return Object.values(idsSeen(seen)).flat().length;
}

/** Why this person can not give a waiver for which these have asked; null where they can: who asks does not give. */
export function giveRefusal(askedByIds: readonly number[], personId: number): string | null {
  if (askedByIds.length === 0) {
    return "Nobody has asked for this waiver. The requester, the guardian or the reviewer asks for it, and a second person gives it.";
  }
  return askedByIds.includes(personId) ? "You have asked for this waiver: a second person gives it." : null;
}
