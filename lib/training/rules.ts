import type { Belt } from "#lib/belts/rules.ts";
import { FIGURE_STATE_WORDS } from "#lib/metrics/rules/figure.ts";
import { capital, counted, listed } from "#lib/words.ts";

/**
 * One person's standing in one course. `due`: required and never done; `expired`: due again; `optional`: not held and
 * not required of this person.
 */
export const COURSE_STANDINGS = ["due", "expired", "done", "optional"] as const;
export type CourseStanding = (typeof COURSE_STANDINGS)[number];

const STANDING_WORDS: Record<CourseStanding, string> = {
  due: "Due",
  expired: "Expired",
  done: "Done",
  optional: "Optional",
};

/** "3 of 12": how many guardians hold a course, if this may be shown. */
export function heldWords({ holders, guardians }: { holders: number | null; guardians: number }): string {
  return holders === null ? FIGURE_STATE_WORDS.suppressed : `${holders} of ${guardians}`;
}

/** "White and green": the belts that require a course; null if none does. */
export function askedByWords({ askedBy }: { askedBy: readonly Belt[] }): string | null {
  return askedBy.length === 0 ? null : capital(listed(askedBy));
}

/** How long a completion of a course counts: "12 months". */
export function validWords({ validMonths }: { validMonths: number | null }): string {
  return validMonths === null ? "No expiry" : counted(validMonths, "month");
}

type Standing = { standing: CourseStanding; required: boolean; expiresOn: string | null };

/** Whether others must hold a course that this person neither holds nor needs. */
export function isAskedOfOthers({ standing, required }: Omit<Standing, "expiresOn">): boolean {
  return standing === "optional" && required;
}

/**
 * The standing in words, for any reader. For a course not required of this person, it says if it expired, and if others
 * need it.
 */
export function standingWords({ standing, required, expiresOn }: Standing): string {
  const words = isAskedOfOthers({ standing, required }) ? "Not required" : STANDING_WORDS[standing];
  return standing === "optional" && expiresOn !== null ? `${words}, expired` : words;
}

/** Whether course takers must hold this one: it is required and on offer. */
export function isToBeHeld({ required, retiredAt }: { required: boolean; retiredAt: Date | null }): boolean {
  return required && retiredAt === null;
}

/**
 * The last day a completion counts, calculated as for waivers: the same day of the month, or the month's last; null if
 * it never expires.
 */
export function expiryDay(completedOn: string, validMonths: number | null): string | null {
  if (validMonths === null) return null;
  const [year = 0, month = 1, day = 1] = completedOn.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + validMonths + 1, 0)).getUTCDate();
  const expiry = new Date(Date.UTC(year, month - 1 + validMonths, Math.min(day, lastDay)));
  return expiry.toISOString().slice(0, 10);
}

/** How a completion is known: imported, recorded by someone else, or recorded by the person who did the course. */
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

/** Whether the source of a completion is known. Self-recorded completions without evidence do not count. */
export function isKnown(completion: Recorded & { evidence: string }): boolean {
  return completion.evidence !== "" || howKnown(completion) !== "self_recorded";
}

/** Whether a completion with this expiry day still counts today: it is valid to the end of the day. */
export function isCurrent(expiresOn: string | null, today: string): boolean {
  return expiresOn === null || expiresOn >= today;
}

/** A person's standing, from whether the course is required of them and their latest completion, if any. */
export function standingOf(
  isAsked: boolean,
  latest: { expiresOn: string | null } | null,
  today: string,
): CourseStanding {
  if (latest && isCurrent(latest.expiresOn, today)) return "done";
  if (!isAsked) return "optional";
  return latest ? "expired" : "due";
}
