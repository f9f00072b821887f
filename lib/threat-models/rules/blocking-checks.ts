import { dayWords } from "#lib/words.ts";
import { daysBetween } from "#lib/zoned-time.ts";

/** The checks of a model whose threats stand in the way of an approval, with their titles. */
export const BLOCKING_CHECKS = {
  Q01: "Threat without a documented mitigation",
  Q02: "Closed without a documented mitigation",
  Q15: "Decided without a reason, an owner or a last day",
} as const;

export type BlockingCheck = keyof typeof BLOCKING_CHECKS;

/** The check of a version as a whole, whose threats nobody may have looked at since the system was another one. */
export const OUTDATED = { id: "Q16", title: "No longer of the system as it is" } as const;

/** How many days a version counts. */
export const DAYS_OF_A_VERSION = 365;

/**
 * Why a version has no longer an age at which it counts (Q16), in a sentence; null where it has. `confirmedOn`: the day on which
 * someone last said that it still holds, where anybody did.
 */
export function agedWords(importedOn: string, confirmedOn: string | null, today: string): string | null {
  const since = confirmedOn ?? importedOn;
  if (daysBetween(since, today) <= DAYS_OF_A_VERSION) return null;
  const confirmed = since === importedOn ? "" : ` and last confirmed on ${dayWords(since)}`;
  return `It was imported on ${dayWords(importedOn)}${confirmed}, more than ${DAYS_OF_A_VERSION} days ago.`;
}

/** How many items of level block a version has, by check; a check without any is not there. */
export type BlockingItems = Partial<Record<BlockingCheck, number>>;

/** A threat that blocks, as its version numbers and words it, with the checks that say so. */
export type BlockingThreat = { itemId: number; numericId: number | null; text: string; checks: BlockingCheck[] };

/** "#2 A stolen token can be used for ever" */
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
