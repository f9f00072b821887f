import type { PolicyKind } from "#lib/templates/read.ts";
import { LONGEST_NAME, short, shortReason } from "./kept-results.ts";
import type { ResultReason } from "./result-reason.ts";

/**
 * One policy compared with its last approved version: the same or less, more, undecided, or new, so that everything it
 * allows is new.
 */
export type PolicyComparison = {
  /** Null for a document that exists only in a review the reader may not see. */
  documentName: string | null;
  logicalId: string;
  policyName: string | null;
  /** Null for an unreadable document that is not a single policy. */
  policyKind: PolicyKind | null;
  outcome: "same" | "more" | "undecided" | "new";
  /**
   * For an undecided comparison: whether only the approved review contains the policy, so its place is there. Absent in
   * older runs.
   */
  gone?: boolean;
  message: string;
  /** The message for readers who may not see the approved review, if the normal one names something from it. */
  unnamed?: string;
  reasons: ResultReason[];
};

/** `base` is the last approved review for the same service, or null if there is none. It informs and never blocks. */
export type ApprovedComparison = {
  base: { reviewId: number; revision: number } | null;
  policies: PolicyComparison[];
  /** How many more of each outcome exist than are listed. */
  unlisted?: Partial<Record<Outcome, number>>;
};

export type Outcome = PolicyComparison["outcome"];

const MOST_COMPARISONS = 100;
const MOST_REASONS = 10;
const ORDER: readonly Outcome[] = ["more", "undecided", "new", "same"];

/** For very many comparisons: the first 100, the ones that allow more first, and how many of each outcome are left. */
export function keptComparisons(all: readonly PolicyComparison[]): Pick<ApprovedComparison, "policies" | "unlisted"> {
  const ordered = all.toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
  const kept = new Set(ordered.slice(0, MOST_COMPARISONS));
  const unlisted: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of ordered.slice(MOST_COMPARISONS)) unlisted[outcome] = (unlisted[outcome] ?? 0) + 1;
  const policies = all.filter((one) => kept.has(one)).map(shortened);
  return all.length === kept.size ? { policies } : { policies, unlisted };
}

function shortened({ reasons, message, logicalId, policyName, ...rest }: PolicyComparison): PolicyComparison {
  return {
    ...rest,
    logicalId: short(logicalId, LONGEST_NAME),
    policyName: policyName && short(policyName, LONGEST_NAME),
    message: short(message),
    reasons: reasons.slice(0, MOST_REASONS).map(shortReason),
  };
}

/**
 * The comparison as the reader may see it. `before`: whether anything was approved; `base` is also null if they may not
 * see that review.
 */
export type ApprovedView = ApprovedComparison & { before: boolean };

/**
 * The comparison for a reader who may not see the last approved review: each policy's outcome, and nothing about the
 * other review's content. The reason for "undecided" may reveal such content; how more is allowed concerns only this
 * review's policies.
 */
export function withoutBase({ policies, ...counted }: ApprovedComparison): ApprovedView {
  return { ...counted, before: true, base: null, policies: policies.map(withoutThen) };
}

function withoutThen(policy: PolicyComparison): PolicyComparison {
  const { unnamed, ...known } = policy;
  if (policy.outcome !== "undecided") {
    if (unnamed === undefined) return known;
    return { ...known, message: unnamed, reasons: known.reasons.map((one) => ({ ...one, description: unnamed })) };
  }
  const message = policy.gone ? (unnamed ?? policy.message) : "May allow access the approved version did not allow.";
  const place = policy.gone === false ? {} : { documentName: null, logicalId: "policy", policyName: null };
  return { ...known, ...place, message, reasons: [] };
}
