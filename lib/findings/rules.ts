import { daysAfter } from "#lib/zoned-time.ts";

export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const FINDING_STATES = ["open", "in_progress", "fixed", "verified", "accepted", "invalid"] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export const FINDING_SOURCES = ["manual", "threat_model", "policy_check", "import"] as const;

export const FINDERS = ["guardian", "engineer", "tool"] as const;
export type Finder = (typeof FINDERS)[number];

export const PHASES = ["before_submit", "in_review", "before_launch", "after_launch"] as const;
export type Phase = (typeof PHASES)[number];

export const PHASE_WORDS: Record<Phase, string> = {
  before_submit: "Before submission",
  in_review: "In review",
  before_launch: "Before launch",
  after_launch: "After launch",
};

/**
 * Whether a finding got past an approval: in an approved or live change, or in previously approved evidence that is
 * open again.
 */
export function isEscape(phase: Phase, approvedBefore: boolean): boolean {
  return phase === "before_launch" || phase === "after_launch" || approvedBefore;
}

/** Values that nothing can report yet, so a count of zero means nothing. */
const UNREPORTED: readonly (Finder | Phase)[] = ["tool", "before_submit"];

/** Whether a count of findings for this finder or phase is meaningful. */
export function isReported(of: Finder | Phase, found: number): boolean {
  return found > 0 || !UNREPORTED.includes(of);
}

export const INVALID_REASONS = ["duplicate", "not_an_issue", "out_of_scope"] as const;
export type InvalidReason = (typeof INVALID_REASONS)[number];

/** Days until a finding is due, by severity. Informational findings are never due. */
const DUE_DAYS: Record<Severity, number | null> = { critical: 7, high: 30, medium: 90, low: 120, info: null };

/** A finding that still needs work. */
export function isOpenFinding(state: FindingState): boolean {
  return state === "open" || state === "in_progress" || state === "fixed";
}

type Acceptance = { state: FindingState; acceptedUntil: string | null };

/**
 * Whether a finding's risk is accepted on a day, including the last day, like a waiver (S11). In SQL: `riskAccepted`.
 */
export function isRiskAccepted({ state, acceptedUntil }: Acceptance, today: string): boolean {
  return state === "accepted" && acceptedUntil !== null && acceptedUntil >= today;
}

/**
 * Whether a finding is unresolved on a day: it is open, or its accepted risk has expired. In SQL: `unsettledFinding`.
 */
export function isUnsettled(finding: Acceptance, today: string): boolean {
  return isOpenFinding(finding.state) || (finding.state === "accepted" && !isRiskAccepted(finding, today));
}

/** An open finding that waits for its owner rather than for verification. */
export function isUnfixed(state: FindingState): boolean {
  return state === "open" || state === "in_progress";
}

type Answered = { state: FindingState; answer: string; answeredAt: Date | null; settledAt: Date | null };

/** An open finding without an answer. Answers from before it was reopened do not count. In SQL: `unansweredFinding`. */
export function isUnanswered({ state, answer, answeredAt, settledAt }: Answered): boolean {
  if (state !== "open") return false;
  return answer === "" || (answeredAt !== null && settledAt !== null && answeredAt <= settledAt);
}

/** Medium or higher, which finding metrics count. */
export function counts(severity: Severity): boolean {
  return severity === "critical" || severity === "high" || severity === "medium";
}

/** The due date of a finding raised today, or null if never due. Days as YYYY-MM-DD. */
export function dueOn(severity: Severity, today: string): string | null {
  const days = DUE_DAYS[severity];
  return days === null ? null : daysAfter(today, days);
}

/** `fixerIds`: people who reported it fixed since it was raised or last reopened. */
type Settled = { blocking: boolean; raisedById: number | null; fixerIds: readonly number[] };

/**
 * Whether this resolution passes a finding without a fix: a blocking finding of someone else is declared invalid.
 * Another person must then decide the review. In SQL, together with accepted risks: `findingPasses`.
 */
export function passesUnmended(to: FindingState, finding: Settled, personId: number | null): boolean {
  return to === "invalid" && finding.blocking && finding.raisedById !== personId;
}

/** Why this person cannot resolve a finding this way, apart from review permissions; null if allowed. */
export function settleRefusal(
  to: FindingState,
  finding: Settled,
  { personId, reviewerId }: { personId: number | null; reviewerId: number | null },
): string | null {
  if (to === "verified" && personId !== null && finding.fixerIds.includes(personId))
    return "You marked this finding as fixed. Someone else must verify it.";
  if (personId !== reviewerId || !passesUnmended(to, finding, personId)) return null;
  return "The reviewer cannot mark someone else's blocking finding as invalid. A second person must do it.";
}

/** The resolutions an engineer may choose from each state. Answers are separate, and the owner accepts risks. */
export const SETTLES: Record<FindingState, readonly SettledTo[]> = {
  open: ["invalid"],
  in_progress: ["invalid"],
  fixed: ["verified", "open", "invalid"],
  verified: ["open"],
  accepted: ["open"],
  invalid: ["open"],
};

type SettledTo = Extract<FindingState, "verified" | "open" | "invalid">;

export type Recommended = { recommendedById: number | null; recommendedUntil: string | null };

/** Whether a finding waits for a risk decision, until the day before the recommended end. In SQL: `riskRecommended`. */
export function isRecommended({ recommendedUntil }: Pick<Recommended, "recommendedUntil">, today: string): boolean {
  return recommendedUntil !== null && recommendedUntil > today;
}

/** Why this person cannot recommend accepting a finding's risk, apart from review permissions; null if allowed. */
export function recommendRefusal(
  finding: Recommended & { state: FindingState },
  personId: number | null,
  today: string,
): string | null {
  if (!isOpenFinding(finding.state) && finding.state !== "accepted") {
    return `This finding is ${FINDING_STATE_WORDS[finding.state].toLowerCase()}, so it has no risk to accept.`;
  }
  if (!isRecommended(finding, today) || finding.recommendedById === personId) return null;
  return "Another engineer has already recommended accepting this risk. Wait for the decision.";
}

/** `decider`: the risk owner, if still here and able to decide (`riskOwnerWhoDecides`). */
type Decided = Recommended & { decider: { id: number; name: string } | null };

/** Why this person cannot decide on a finding's risk, apart from review permissions; null if allowed. */
export function decideRefusal(finding: Decided, personId: number | null, today: string): string | null {
  if (!isRecommended(finding, today)) return "No recommendation to accept the risk of this finding is open.";
  if (finding.recommendedById === personId) {
    return "You recommended accepting this risk. Someone else must decide on it.";
  }
  const { decider } = finding;
  if (decider === null || decider.id === personId) return null;
  return `${decider.name} owns the risk and decides on it. A program manager decides only if the owner cannot.`;
}

export const SEVERITY_WORDS: Record<Severity, string> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  info: "Info",
};

export const FINDING_STATE_WORDS: Record<FindingState, string> = {
  open: "Open",
  in_progress: "In progress",
  fixed: "Fixed, to be verified",
  verified: "Verified",
  accepted: "Accepted",
  invalid: "Invalid",
};
