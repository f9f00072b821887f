import { dayWords } from "#lib/words.ts";
import { daysBetween } from "#lib/zoned-time.ts";

/** Model checks whose threats block an approval, with their titles. */
export const BLOCKING_CHECKS = {
  Q01: "Threat without a documented mitigation",
  Q02: "Closed without a documented mitigation",
  Q15: "Decided without a reason, an owner or an expiry date",
} as const;

export type BlockingCheck = keyof typeof BLOCKING_CHECKS;

/** The check of a whole version: nobody may have examined its threats since the system changed. */
export const OUTDATED = { id: "Q16", title: "Out of date" } as const;

/** How many days a version counts. */
export const DAYS_OF_A_VERSION = 365;

/**
 * Why a version is too old to count (Q16), in a sentence; null if it is not. `confirmedOn`: the day someone last said
 * it is still valid, if anyone did.
 */
export function agedWords(importedOn: string, confirmedOn: string | null, today: string): string | null {
  const since = confirmedOn ?? importedOn;
  if (daysBetween(since, today) <= DAYS_OF_A_VERSION) return null;
  const confirmed = since === importedOn ? "" : ` and last confirmed on ${dayWords(since)}`;
  return `It was imported on ${dayWords(importedOn)}${confirmed}, more than ${DAYS_OF_A_VERSION} days ago.`;
}

/** How many blocking items a version has, by check; checks without items are absent. */
export type BlockingItems = Partial<Record<BlockingCheck, number>>;

/** A blocking threat with its number and words in one version, and its checks. */
export type BlockingThreat = { itemId: number; numericId: number | null; text: string; checks: BlockingCheck[] };

/** "#2 A stolen token never expires" */
export function threatWords({ numericId, text }: Pick<BlockingThreat, "numericId" | "text">): string {
  return `${numericId === null ? "" : `#${numericId} `}${text || "A threat without text"}`;
}

/** "Q01, threat without a documented mitigation" */
export function checkWords(check: BlockingCheck): string {
  return titled(check, BLOCKING_CHECKS[check]);
}

/** "Q16, no longer of the system as it is. It was imported on 3 March 2025, more than 365 days ago." */
export function outdatedWords(reasons: readonly string[]): string {
  return `${titled(OUTDATED.id, OUTDATED.title)}. ${reasons.join(" ")}`;
}

function titled(id: string, title: string): string {
  return `${id}, ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}
