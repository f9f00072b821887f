import type { PolicyKind } from "#lib/templates/read.ts";
import type { ResultReason } from "./result-reason.ts";

/**
 * One policy against its version in what was approved last: the same or less, more, not decided, or not there before, so
 * that all that it allows is new.
 */
export type PolicyComparison = {
  /** Null of a document that only a review holds which the reader may not see. */
  documentName: string | null;
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

/** What is said of a policy with a Deny that what was approved held, and this revision does not. Its place is there, not here. */
export const UNDENIED =
  "Was there then with a statement that denies, and is not any more: others may allow more by that.";

/** As whoever asks may read it. `before`: whether anything was approved; `base` is null also where they may not see that review. */
export type ApprovedView = ApprovedComparison & { before: boolean };

/**
 * The comparison for a reader who may not see the review that was approved last: how each policy of this one stands to it, and
 * no word of what the other holds. Why something is not decided may say that; how more is allowed is of this one's own policies.
 */
export function withoutBase({ policies }: ApprovedComparison): ApprovedView {
  return { before: true, base: null, policies: policies.map(withoutThen) };
}

function withoutThen(policy: PolicyComparison): PolicyComparison {
  if (policy.outcome !== "undecided") return policy;
  if (policy.message !== UNDENIED) return { ...policy, message: "May allow what was not allowed then.", reasons: [] };
  return { ...policy, documentName: null, logicalId: "policy", policyName: null };
}
