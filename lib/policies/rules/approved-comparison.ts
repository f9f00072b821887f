import type { PolicyKind } from "#lib/templates/read.ts";
import type { ResultReason } from "./result-reason.ts";

/**
 * One policy against its version in what was approved last: the same or less, more, not decided, or not there before, so
 * that all that it allows is new.
 */
export type PolicyComparison = {
  documentName: string;
  logicalId: string;
  policyName: string | null;
  policyKind: PolicyKind;
  outcome: "same" | "more" | "undecided" | "new";
  message: string;
  reasons: ResultReason[];
};

/** `base` is the review that was approved last for the same service, or null where nothing was. It informs and never blocks. */
export type ApprovedComparison = {
  base: { reviewId: number; revision: number } | null;
  policies: PolicyComparison[];
};
