import type { PolicyKind } from "#lib/templates/read.ts";
import { LONGEST_NAME, short, shortReason } from "./kept-results.ts";
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
  /** Null of what could not be read, where it is no one policy. */
  policyKind: PolicyKind | null;
  outcome: "same" | "more" | "undecided" | "new";
  /** Of what is not decided: whether only what was approved holds the policy, and its place is there. Absent of older runs. */
  gone?: boolean;
  message: string;
  /** The message for who may not see what was approved, where it names someone of then. */
  unnamed?: string;
  reasons: ResultReason[];
};

/** `base` is the review that was approved last for the same service, or null where nothing was. It informs and never blocks. */
export type ApprovedComparison = {
  base: { reviewId: number; revision: number } | null;
  policies: PolicyComparison[];
  /** How many more of each outcome there are than are listed. */
  unlisted?: Partial<Record<Outcome, number>>;
};

export type Outcome = PolicyComparison["outcome"];

const MOST_COMPARISONS = 100;
const MOST_REASONS = 10;
const ORDER: readonly Outcome[] = ["more", "undecided", "new", "same"];

/** Of very many comparisons the first 100, what allows more before all others, and how many of each outcome are left. */
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

/** As whoever asks may read it. `before`: whether anything was approved; `base` is null also where they may not see that review. */
export type ApprovedView = ApprovedComparison & { before: boolean };

/**
 * The comparison for a reader who may not see the review that was approved last: how each policy of this one stands to it, and
 * no word of what the other holds. Why something is not decided may say that; how more is allowed is of this one's own policies.
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
  const message = policy.gone ? (unnamed ?? policy.message) : "May allow what was not allowed then.";
  const place = policy.gone === false ? {} : { documentName: null, logicalId: "policy", policyName: null };
  return { ...known, ...place, message, reasons: [] };
}
