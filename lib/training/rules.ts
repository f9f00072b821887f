import type { Belt } from "#lib/belts/rules.ts";
import { FIGURE_STATE_WORDS } from "#lib/metrics/rules/figure.ts";
import { capital, counted, listed } from "#lib/words.ts";

/**
 * Where one person stands with one course. `due`: to be held and never done; `expired`: back to due; `optional`: not held, and
 * nobody asks this person to.
 */
export const COURSE_STANDINGS = ["due", "expired", "done", "optional"] as const;
export type CourseStanding = (typeof COURSE_STANDINGS)[number];

const STANDING_WORDS: Record<CourseStanding, string> = {
  due: "Due",
  expired: "Expired",
  done: "Done",
  optional: "Optional",
};

/** "3 of 12": how many guardians hold a course, where that may be told. */
export function heldWords({ holders, guardians }: { holders: number | null; guardians: number }): string {
  return holders === null ? FIGURE_STATE_WORDS.suppressed : `${holders} of ${guardians}`;
}

/** "White and green": the belts that ask for a course; null where none does. */
export function askedByWords({ askedBy }: { askedBy: readonly Belt[] }): string | null {
  return askedBy.length === 0 ? null : capital(listed(askedBy));
}

/** How long a completion of a course counts: "12 months". */
export function validWords({ validMonths }: { validMonths: number | null }): string {
  return validMonths === null ? "For ever" : counted(validMonths, "month");
}

type Standing = { standing: CourseStanding; required: boolean; expiresOn: string | null };

/** Whether others are asked to hold a course that this person neither holds nor is asked to. */
export function isAskedOfOthers({ standing, required }: Omit<Standing, "expiresOn">): boolean {
  return standing === "optional" && required;
}

/** The standing in words, whoever reads them: of a course that is not asked for that it ran out, and that others are asked to. */
export function standingWords({ standing, required, expiresOn }: Standing): string {
  const words = isAskedOfOthers({ standing, required }) ? "Not asked for" : STANDING_WORDS[standing];
  return standing === "optional" && expiresOn !== null ? `${words}, expired` : words;
}

/** Whether whoever takes courses is to hold this one: it is required, and on offer. */
export function isToBeHeld({ required, retiredAt }: { required: boolean; retiredAt: Date | null }): boolean {
  return required && retiredAt === null;
}

/** The last day a completion counts, as of a waiver: the same day of the month, or the month's last; null for ever. */
export function expiryDay(completedOn: string, validMonths: number | null): string | null {
  if (validMonths === null) return null;
  const [year = 0, month = 1, day = 1] = completedOn.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + validMonths + 1, 0)).getUTCDate();
  const expiry = new Date(Date.UTC(year, month - 1 + validMonths, Math.min(day, lastDay)));
  return expiry.toISOString().slice(0, 10);
}

/** How a completion is known: nobody typed it in, someone else recorded it, or whoever did the course. */
export const COMPLETION_SOURCES = ["imported", "confirmed", "self_recorded"] as const;
type CompletionSource = (typeof COMPLETION_SOURCES)[number];

type Recorded = { personId: number; recordedById: number | null };

export function howKnown({ personId, recordedById }: Recorded): CompletionSource {
  if (recordedById === null) return "imported";
  return recordedById === personId ? "self_recorded" : "confirmed";
}

type Source = { how: CompletionSource; by: { name: string } | null; evidence: string };

const SOURCE_WORDS: Record<CompletionSource, (source: Source) => string> = {
  imported: () => "Imported",
  confirmed: ({ by }) => `Confirmed by ${by?.name ?? "someone"}`,
  self_recorded: () => "Self-recorded",
};

/** "Self-recorded: Certificate 17", or "Confirmed by Petra". */
export function sourceWords(source: Source): string {
  const words = SOURCE_WORDS[source.how](source);
  return source.evidence === "" ? words : `${words}: ${source.evidence}`;
}

/** Whether a completion says how it is known: one that is self-recorded without evidence counts for nothing. */
export function isKnown(completion: Recorded & { evidence: string }): boolean {
  return completion.evidence !== "" || howKnown(completion) !== "self_recorded";
}

/** Whether a completion that expires on this day still counts today: to the end of the day. */
export function isCurrent(expiresOn: string | null, today: string): boolean {
  return expiresOn === null || expiresOn >= today;
}

/** The standing of who is asked to hold the course, or is not, from their latest completion of it, if there is one. */
export function standingOf(
  isAsked: boolean,
  latest: { expiresOn: string | null } | null,
  today: string,
): CourseStanding {
  if (latest && isCurrent(latest.expiresOn, today)) return "done";
  if (!isAsked) return "optional";
  return latest ? "expired" : "due";
}
