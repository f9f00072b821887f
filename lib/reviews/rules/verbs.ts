import { namedTable } from "#lib/member-name.ts";
import type { Part } from "./parts.ts";
import { APPROVED_STATES, DECIDED_STATES, isOpen, OPEN_STATES, REVIEW_STATES, type ReviewState } from "./states.ts";

/** Inputs of a move whose target state varies. */
export type Place = { state: ReviewState; reviewerId: number | null; heldFrom: ReviewState | null };

/** `words` follow "can"; `to` is the state the verb leads to. Without `to` the state does not change. */
type Verb = {
  words: string;
  from: readonly ReviewState[];
  by: readonly Part[];
  to?: ReviewState | ((place: Place) => ReviewState);
};

const UNDECIDED: readonly ReviewState[] = ["draft", ...OPEN_STATES];

const ANY: readonly ReviewState[] = REVIEW_STATES;

/** The review returns to its reviewer, or to the queue if it has none. */
const toReviewer = ({ reviewerId }: Place): ReviewState => (reviewerId === null ? "submitted" : "in_review");

/**
 * Every verb of a review: its states, who may use it, and where it leads. Server, pages, API and tests read this one
 * table.
 */
const TABLE = namedTable({
  edit: { words: "edit the intake", from: UNDECIDED, by: ["requester", "guardian", "program_manager"] },
  submit: {
    words: "submit the review",
    from: ["draft"],
    by: ["requester", "guardian", "program_manager"],
    to: "submitted",
  },
  claim: {
    words: "claim the review",
    from: ["submitted"],
    by: ["security_engineer", "program_manager"],
    to: "in_review",
  },
  release: {
    words: "release the review",
    from: ["in_review", "changes_requested", "on_hold"],
    by: ["reviewer", "program_manager", "system"],
    // While waiting for changes or on hold, the review loses its reviewer but keeps its state.
    to: ({ state }) => (state === "in_review" ? "submitted" : state),
  },
  request_changes: {
    words: "request changes",
    from: ["in_review"],
    by: ["reviewer", "guardian"],
    to: "changes_requested",
  },
  resubmit: {
    words: "answer the request for changes",
    from: ["changes_requested"],
    by: ["requester", "guardian"],
    to: toReviewer,
  },
  hold: {
    words: "put the review on hold",
    from: ["submitted", "in_review", "changes_requested"],
    by: ["requester", "reviewer", "program_manager"],
    to: "on_hold",
  },
  resume: {
    words: "resume the review",
    from: ["on_hold"],
    by: ["requester", "reviewer", "program_manager"],
    to: ({ heldFrom }) => heldFrom ?? "submitted",
  },
  remind: {
    words: "remind the next person to act",
    from: ["in_review", "changes_requested"],
    by: ["requester", "guardian", "reviewer", "program_manager"],
  },
  approve: { words: "approve the review", from: ["in_review"], by: ["reviewer"], to: "approved" },
  approve_with_conditions: {
    words: "approve with conditions",
    from: ["in_review"],
    by: ["reviewer"],
    to: "approved_with_conditions",
  },
  reject: { words: "reject the review", from: ["in_review"], by: ["reviewer"], to: "rejected" },
  reopen: {
    words: "reopen the review",
    from: [...APPROVED_STATES, "closed"],
    by: ["requester", "reviewer", "program_manager", "system"],
    to: toReviewer,
  },
  // An approval with conditions given here still has one open (`leftOpen`); conditions set in another tracker are
  // unknown.
  close: {
    words: "close the review",
    from: [...APPROVED_STATES, "rejected"],
    by: ["security_engineer", "program_manager", "system"],
    to: "closed",
  },
  cancel: { words: "cancel the review", from: UNDECIDED, by: ["requester", "program_manager"], to: "cancelled" },
  attach: {
    words: "change the evidence",
    from: [...UNDECIDED, ...APPROVED_STATES],
    by: ["requester", "guardian", "program_manager"],
  },
  run_checks: {
    words: "run the checks again",
    from: OPEN_STATES,
    by: ["requester", "guardian", "reviewer", "security_engineer", "program_manager"],
  },
  assign_guardian: {
    words: "assign the guardian",
    from: UNDECIDED,
    by: ["requester", "guardian", "security_engineer", "program_manager"],
  },
  change_tier: {
    words: "change the tier",
    from: UNDECIDED,
    by: ["requester", "guardian", "reviewer", "security_engineer", "program_manager"],
  },
  // A closed review takes findings only if its change is live: `findObstacle`.
  raise_finding: {
    words: "raise a finding",
    from: ["in_review", ...APPROVED_STATES, "closed"],
    by: ["guardian", "reviewer", "security_engineer"],
  },
  answer_finding: {
    words: "answer a finding",
    from: ANY,
    by: ["requester", "guardian", "reviewer", "security_engineer", "finding_owner"],
  },
  settle_finding: { words: "resolve a finding", from: ANY, by: ["reviewer", "security_engineer"] },
  recommend_risk: { words: "recommend accepting the risk of a finding", from: ANY, by: ["security_engineer"] },
  // A program manager decides only if the risk owner cannot: `decideRefusal`.
  decide_risk: { words: "decide on the risk of a finding", from: ANY, by: ["risk_owner", "program_manager"] },
  comment: {
    words: "comment",
    from: ANY,
    by: ["requester", "guardian", "reviewer", "security_engineer", "program_manager", "reader"],
  },
  endorse: { words: "endorse the revision", from: ["in_review"], by: ["security_engineer"] },
  // Includes approvals made before confirmation was required, because their launch depends on it.
  confirm_no_policies: {
    words: "confirm that IAM policies do not change",
    from: ["in_review", ...APPROVED_STATES],
    by: ["security_engineer"],
  },
  ask_waiver: {
    words: "request a waiver",
    from: ["in_review", ...APPROVED_STATES],
    by: ["requester", "guardian", "reviewer"],
  },
  waive: {
    words: "waive a gate or a result",
    from: ["in_review", ...APPROVED_STATES],
    by: ["security_engineer", "program_manager"],
  },
  // Ending a waiver only tightens the rules, so no second person is needed.
  end_waiver: {
    words: "end a waiver",
    from: [...OPEN_STATES, ...APPROVED_STATES],
    by: ["security_engineer", "risk_owner", "program_manager"],
  },
  // Before the decision, feedback is given together with it.
  give_feedback: { words: "rate the guardian's input", from: [...DECIDED_STATES, "closed"], by: ["reviewer"] },
  // In a reopened review, only conditions still owed: `promiseObstacle`.
  keep_condition: {
    words: "mark a condition as met",
    from: [...OPEN_STATES, "approved_with_conditions"],
    by: ["requester", "guardian", "reviewer", "security_engineer", "condition_owner"],
  },
  // Verifying the last condition makes the review approved without conditions; a reopened review keeps its state.
  verify_condition: {
    words: "verify a condition",
    from: [...OPEN_STATES, "approved_with_conditions"],
    by: ["security_engineer"],
    to: ({ state }) => (isOpen(state) ? state : "approved"),
  },
  record_launch: {
    words: "record the launch",
    from: APPROVED_STATES,
    by: ["requester", "guardian", "security_engineer", "program_manager"],
  },
  break_glass: { words: "launch by break-glass", from: APPROVED_STATES, by: ["risk_owner", "program_manager"] },
} satisfies Record<string, Verb>);

export type ReviewVerb = keyof typeof TABLE;

export const CAPABILITIES: Record<ReviewVerb, Verb> = TABLE;

export const REVIEW_VERBS = Object.keys(TABLE) as [ReviewVerb, ...ReviewVerb[]];
