import { daysAfter } from "#lib/zoned-time.ts";

/** How long a waiver holds: until its last day, or until somebody ended it. Days are the program's, as YYYY-MM-DD. */
export type WaiverTerm = { expiresOn: string; endedAt: Date | string | null };

/** Whether a waiver holds: what is past its last day or was ended lets nothing stand any more (S11). */
export function waiverHolds({ expiresOn, endedAt }: WaiverTerm, today: string): boolean {
  return endedAt === null && expiresOn >= today;
}

/** The waiver that holds longest, or null where none does. */
export function longestHeld<W extends WaiverTerm>(waivers: readonly W[], today: string): W | null {
  const held = waivers.filter((one) => waiverHolds(one, today));
  return held.reduce<W | null>((last, one) => (last && last.expiresOn >= one.expiresOn ? last : one), null);
}

/** What may stand for a while: an unmet gate, a result of the policy checks, or a finding whose risk is accepted. */
export const WAIVED_KINDS = ["gate", "result", "finding"] as const;
export type WaivedKind = (typeof WAIVED_KINDS)[number];

/** So many days before its last one a waiver is announced to end. */
export const ANNOUNCED_DAYS = 14;

/** The last day of the waivers that are announced by `today`. */
export function announcedUpTo(today: string): string {
  return daysAfter(today, ANNOUNCED_DAYS);
}

/** How many waivers a decision that saw this was made on. */
export function waiverCount(seen: Record<string, unknown>): number {
  const { waivers, gateWaivers } = seen;
  return [waivers, gateWaivers].reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}
