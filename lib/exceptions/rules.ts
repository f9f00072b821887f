import { dayIn, daysAfter } from "#lib/zoned-time.ts";

/** How long an exception holds: until its last day, or until it was ended. Days are the program's, as YYYY-MM-DD. */
export type WaiverTerm = { expiresOn: string; endedAt: Date | string | null };

/** Whether an exception holds on a day: not past its last one, and not ended (S11). In SQL: `exceptionHoldsIn`. */
export function exceptionHolds({ expiresOn, endedAt }: WaiverTerm, today: string): boolean {
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
  const held = waivers.filter((one) => exceptionHolds(one, today));
  return held.reduce<W | null>((last, one) => (last && last.expiresOn >= one.expiresOn ? last : one), null);
}

/** What an exception is about: an unmet gate, a result of the policy checks, or a finding whose risk is accepted. */
export const EXCEPTION_KINDS = ["gate", "result", "finding"] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** Where on the page of a review each of them stands. */
export const EXCEPTION_AT = { gate: "gates", result: "checks", finding: "findings" } as const satisfies Record<
  ExceptionKind,
  string
>;

/** So many days before its last one a waiver is announced to end. */
const ANNOUNCED_DAYS = 14;

/** The last day of the waivers that are announced by `today`. */
export function announcedUpTo(today: string): string {
  return daysAfter(today, ANNOUNCED_DAYS);
}

/** Why this person may not give a waiver that these requested; null where they may: who requests it does not give it. */
export function giveRefusal(askedByIds: readonly number[], personId: number): string | null {
  if (askedByIds.length === 0) {
    return "Nobody has asked for this waiver. The requester, the guardian or the reviewer asks for it, and a second person gives it.";
  }
  return askedByIds.includes(personId) ? "You have asked for this waiver: a second person gives it." : null;
}

/** Where an exception stands: it holds, was ended or renewed, expired, or its subject is not what it was granted for any more. */
export type ExceptionState = "holds" | "expired" | "ended" | "renewed" | "void";

type Standing = WaiverTerm & { counts: boolean; renewed: boolean };

/** `counts`: its subject stands as it did; `renewed`: a later one that counts is about the same. */
export function exceptionState({ counts, renewed, ...term }: Standing, today: string): ExceptionState {
  if (term.endedAt !== null) return "ended";
  const holds = exceptionHolds(term, today);
  if (holds && !counts) return "void";
  if (renewed) return "renewed";
  return holds ? "holds" : "expired";
}

type Named = { id: number; name: string };

/** An exception as a line of a list. `about` names the document or the finding, and is null of a gate. */
export type ListedException = {
  kind: ExceptionKind;
  id: number;
  review: { id: number; ref: string; title: string };
  gate: string | null;
  about: string | null;
  reason: string;
  askedBy: Named | null;
  approvedBy: Named | null;
  expiresOn: string;
  state: ExceptionState;
};
