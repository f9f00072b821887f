import { onWaiverWords } from "./decided-on-waivers.ts";

export const REVIEW_STATES = [
  "draft",
  "submitted",
  "in_review",
  "changes_requested",
  "on_hold",
  "approved",
  "approved_with_conditions",
  "rejected",
  "closed",
  "cancelled",
] as const;

export type ReviewState = (typeof REVIEW_STATES)[number];

/** Submitted and undecided: these states count as backlog and run the clocks. */
export const OPEN_STATES = ["submitted", "in_review", "changes_requested", "on_hold"] as const;

/** An approval is in force, with or without conditions. */
export const APPROVED_STATES = ["approved", "approved_with_conditions"] as const;

export const DECIDED_STATES = [...APPROVED_STATES, "rejected"] as const;

export const REASON_CODES = ["time", "people", "skills", "evidence", "dependency"] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

export const REASON_WORDS: Record<ReasonCode, string> = {
  time: "Time",
  people: "People",
  skills: "Skills",
  evidence: "Evidence",
  dependency: "A dependency",
};

export const TURNS = ["reviewer", "requester", "nobody"] as const;

export type Turn = (typeof TURNS)[number];

/** Whose move it is. A review on hold waits for nobody until it resumes. */
export function turnOf(state: ReviewState): Turn {
  if (state === "submitted" || state === "in_review") return "reviewer";
  if (state === "draft" || state === "changes_requested") return "requester";
  return "nobody";
}

export function isOpen(state: ReviewState): boolean {
  return (OPEN_STATES as readonly string[]).includes(state);
}

function isApproved(state: ReviewState): boolean {
  return (APPROVED_STATES as readonly ReviewState[]).includes(state);
}

/** Rejected, withdrawn or closed: nobody resolves what the review still lacks. */
export const ENDED_STATES: readonly ReviewState[] = ["rejected", "cancelled", "closed"];

export function isEnded(state: ReviewState): boolean {
  return ENDED_STATES.includes(state);
}

/** Whether an import file reported the review as open in another tracker, so nobody here can advance it. */
export function isOpenElsewhere({ state, openElsewhereAt }: { state: ReviewState; openElsewhereAt: unknown }): boolean {
  return openElsewhereAt !== null && isOpen(state);
}

export const STATE_WORDS: Record<ReviewState, string> = {
  draft: "Draft",
  submitted: "Submitted",
  in_review: "In review",
  changes_requested: "Changes requested",
  on_hold: "On hold",
  approved: "Approved",
  approved_with_conditions: "Approved with conditions",
  rejected: "Rejected",
  closed: "Closed",
  cancelled: "Cancelled",
};

/**
 * A review's state in words. `elsewhere`: as `isOpenElsewhere`; `onWaivers`: how many waivers its last decision relied
 * on; `stale`: its evidence has changed since.
 */
export function stateWords(state: ReviewState, { elsewhere = false, onWaivers = 0, stale = false } = {}): string {
  if (elsewhere) return "Open elsewhere";
  if (!isApproved(state)) return STATE_WORDS[state];
  return `${STATE_WORDS[state]}${onWaiverWords(onWaivers)}${stale ? ", stale" : ""}`;
}
