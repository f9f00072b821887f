import { m } from "#lib/member-name.ts";
import { dayIn, daysAfter } from "#lib/zoned-time.ts";

/** The term of an exception: until its last day, or until ended early. Days are the program's, as YYYY-MM-DD. */
export type WaiverTerm = { expiresOn: string; endedAt: Date | string | null };

/**
 * Whether an exception is in effect on a day: not past its last day, and not ended (S11). In SQL: `exceptionHoldsIn`.
 */
export function exceptionHolds({ expiresOn, endedAt }: WaiverTerm, today: string): boolean {
  return endedAt === null && expiresOn >= today;
}

/** The days something was in effect, as YYYY-MM-DD, up to and including the last day, or until now. */
export type HeldDays = { from: string; until: string | null };

/** Whether something was in effect for at least part of a day. */
export function heldOn({ from, until }: HeldDays, day: string): boolean {
  return from <= day && (until === null || day <= until);
}

/** The days a waiver is or was in effect. */
export function daysOf(
  { approvedAt, expiresOn, endedAt }: { approvedAt: Date; expiresOn: string; endedAt: Date | null },
  timeZone: string,
): HeldDays {
  return { from: dayIn(approvedAt, timeZone), until: endedAt ? dayIn(endedAt, timeZone) : expiresOn };
}

/** The waiver in effect with the latest last day, or null if none is. */
export function longestHeld<W extends WaiverTerm>(waivers: readonly W[], today: string): W | null {
  const held = waivers.filter((one) => exceptionHolds(one, today));
  return held.reduce<W | null>((last, one) => (last && last.expiresOn >= one.expiresOn ? last : one), null);
}

/** The subject of an exception: an unmet gate, a policy check result, or a finding with an accepted risk. */
export const EXCEPTION_KINDS = ["gate", "result", "finding"] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** Where each kind appears on a review's page. */
export const EXCEPTION_AT = { gate: "gates", result: "checks", finding: "findings" } as const satisfies Record<
  ExceptionKind,
  string
>;

/** Days before its last day that a waiver's end is announced. */
const ANNOUNCED_DAYS = 14;

/** The latest last day of waivers to announce by `today`. */
export function announcedUpTo(today: string): string {
  return daysAfter(today, ANNOUNCED_DAYS);
}

/** Why this person may not grant a waiver these people requested; null if allowed. Nobody grants their own request. */
export function giveRefusal(askedByIds: readonly number[], personId: number): string | null {
  if (askedByIds.length === 0) {
    return m`This waiver has not been requested. The requester, the guardian or the reviewer must request it, and a second person grants it.`;
  }
  return askedByIds.includes(personId) ? "You requested this waiver. A second person must grant it." : null;
}

/** The state of an exception: in effect, ended or renewed, expired, or void because its subject changed. */
export type ExceptionState = "holds" | "expired" | "ended" | "renewed" | "void";

type Standing = WaiverTerm & { counts: boolean; renewed: boolean };

/** `counts`: its subject is unchanged; `renewed`: a later valid exception covers the same subject. */
export function exceptionState({ counts, renewed, ...term }: Standing, today: string): ExceptionState {
  if (term.endedAt !== null) return "ended";
  const holds = exceptionHolds(term, today);
  if (holds && !counts) return "void";
  if (renewed) return "renewed";
  return holds ? "holds" : "expired";
}

type Named = { id: number; name: string };

/** An exception as a list item. `about` names the document or the finding, and is null for a gate. */
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
