/** The checks of a model whose items stand in the way of an approval, with their titles. */
export const BLOCKING_CHECKS = {
  Q01: "Threat without a documented mitigation",
  Q02: "Closed without a mitigation or a decision",
} as const;

export type BlockingCheck = keyof typeof BLOCKING_CHECKS;

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
  const title = BLOCKING_CHECKS[check];
  return `${check}, ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}
