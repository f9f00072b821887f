import type { Turn } from "#lib/reviews/rules/states.ts";

/** Whose turn it is, as shown in columns and parts of numbers. */
export const TURN_LABELS: Record<Turn, string> = { reviewer: "Reviewer", requester: "Requester", nobody: "On hold" };
