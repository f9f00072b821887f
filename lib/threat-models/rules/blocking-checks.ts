/** The checks of a model whose items stand in the way of an approval, with their titles. */
export const BLOCKING_CHECKS = {
  Q01: "Threat without a documented mitigation",
  Q02: "Closed without a mitigation or a decision",
} as const;

export type BlockingCheck = keyof typeof BLOCKING_CHECKS;

/** How many items of level block a version has, by check; a check without any is not there. */
export type BlockingItems = Partial<Record<BlockingCheck, number>>;
