import { type Actor, ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { listedOr } from "#lib/words.ts";
import { notIndependent } from "./independence.ts";
import { PART_WORDS, type Part, partsOf, type ReviewParts } from "./parts.ts";
import {
  APPROVED_STATES,
  DECIDED_STATES,
  isOpen,
  isOpenElsewhere,
  OPEN_STATES,
  REVIEW_STATES,
  type ReviewState,
  STATE_WORDS,
} from "./states.ts";
import { REVIEW_VERBS, type ReviewVerb, VERB_WORDS } from "./verbs.ts";

/** What decides where a move leads that does not always lead to one state. */
export type Place = { state: ReviewState; reviewerId: number | null; heldFrom: ReviewState | null };

/** `to` is the state that a verb enters; a verb without it leaves the review where it is. */
type Capability = {
  from: readonly ReviewState[];
  by: readonly Part[];
  to?: ReviewState | ((place: Place) => ReviewState);
};

const UNDECIDED: readonly ReviewState[] = ["draft", ...OPEN_STATES];

const ANY: readonly ReviewState[] = REVIEW_STATES;

/** Whoever claimed it goes on with it; without anybody it waits in the queue. */
const toReviewer = ({ reviewerId }: Place): ReviewState => (reviewerId === null ? "submitted" : "in_review");

/** States × verbs × parts: the one table that server, pages, API and tests read, and that moves the review. */
export const CAPABILITIES: Record<ReviewVerb, Capability> = {
  edit: { from: UNDECIDED, by: ["requester", "guardian", "program_manager"] },
  submit: { from: ["draft"], by: ["requester", "guardian", "program_manager"], to: "submitted" },
  claim: { from: ["submitted"], by: ["security_engineer", "program_manager"], to: "in_review" },
  release: {
    from: ["in_review", "changes_requested", "on_hold"],
    by: ["reviewer", "program_manager", "system"],
    // Waiting for changes or on hold, it loses its reviewer and waits on.
    to: ({ state }) => (state === "in_review" ? "submitted" : state),
  },
  request_changes: { from: ["in_review"], by: ["reviewer", "guardian"], to: "changes_requested" },
  resubmit: { from: ["changes_requested"], by: ["requester", "guardian"], to: toReviewer },
  hold: {
    from: ["submitted", "in_review", "changes_requested"],
    by: ["requester", "reviewer", "program_manager"],
    to: "on_hold",
  },
  resume: {
    from: ["on_hold"],
    by: ["requester", "reviewer", "program_manager"],
    to: ({ heldFrom }) => heldFrom ?? "submitted",
  },
  approve: { from: ["in_review"], by: ["reviewer"], to: "approved" },
  approve_with_conditions: { from: ["in_review"], by: ["reviewer"], to: "approved_with_conditions" },
  reject: { from: ["in_review"], by: ["reviewer"], to: "rejected" },
  reopen: {
    from: [...APPROVED_STATES, "closed"],
    by: ["requester", "reviewer", "program_manager", "system"],
    to: toReviewer,
  },
  // Of what was approved with conditions here one is open (`leftOpen`); what another tracker said of those is not known.
  close: {
    from: [...APPROVED_STATES, "rejected"],
    by: ["security_engineer", "program_manager", "system"],
    to: "closed",
  },
  cancel: { from: UNDECIDED, by: ["requester", "program_manager"], to: "cancelled" },
  attach: { from: [...UNDECIDED, ...APPROVED_STATES], by: ["requester", "guardian", "program_manager"] },
  run_checks: {
    from: OPEN_STATES,
    by: ["requester", "guardian", "reviewer", "security_engineer", "program_manager"],
  },
  assign_guardian: { from: UNDECIDED, by: ["requester", "guardian", "security_engineer", "program_manager"] },
  change_tier: { from: UNDECIDED, by: ["requester", "guardian", "reviewer", "security_engineer", "program_manager"] },
  // Of a closed review only what is live: `findObstacle`.
  raise_finding: {
    from: ["in_review", ...APPROVED_STATES, "closed"],
    by: ["guardian", "reviewer", "security_engineer"],
  },
  answer_finding: { from: ANY, by: ["requester", "guardian", "reviewer", "security_engineer", "finding_owner"] },
  settle_finding: { from: ANY, by: ["reviewer", "security_engineer"] },
  recommend_risk: { from: ANY, by: ["security_engineer"] },
  // A program manager only where its owner can not: `decideRefusal`.
  decide_risk: { from: ANY, by: ["risk_owner", "program_manager"] },
  comment: { from: ANY, by: ["requester", "guardian", "reviewer", "security_engineer", "program_manager", "reader"] },
  endorse: { from: ["in_review"], by: ["security_engineer"] },
  // Also of an approval from before it was asked for: its launch rests on it.
  confirm_no_policies: { from: ["in_review", ...APPROVED_STATES], by: ["security_engineer"] },
  ask_waiver: { from: ["in_review", ...APPROVED_STATES], by: ["requester", "guardian", "reviewer"] },
  waive: { from: ["in_review", ...APPROVED_STATES], by: ["security_engineer", "program_manager"] },
  // To end one eases nothing: it takes no second person.
  end_waiver: {
    from: [...OPEN_STATES, ...APPROVED_STATES],
    by: ["security_engineer", "risk_owner", "program_manager"],
  },
  // Until then it is given with the decision.
  give_feedback: { from: [...DECIDED_STATES, "closed"], by: ["reviewer"] },
  // Of a review that is open again only what is owed still: `promiseObstacle`.
  keep_condition: {
    from: [...OPEN_STATES, "approved_with_conditions"],
    by: ["requester", "guardian", "reviewer", "security_engineer", "condition_owner"],
  },
  // With the last condition the review is approved without any; one that is open again stays so.
  verify_condition: {
    from: [...OPEN_STATES, "approved_with_conditions"],
    by: ["security_engineer"],
    to: ({ state }) => (isOpen(state) ? state : "approved"),
  },
  record_launch: { from: APPROVED_STATES, by: ["requester", "guardian", "security_engineer", "program_manager"] },
  break_glass: { from: APPROVED_STATES, by: ["risk_owner", "program_manager"] },
};

/** What can be done here with a review that is open in another tracker: a later file of that tracker says how it ended. */
const OF_ELSEWHERE: readonly ReviewVerb[] = ["cancel", "comment"];

const ELSEWHERE = "It is open in the tracker that it was imported from: a later file of it says how it ended.";

/** The state that a verb enters from where a review stands; null where it enters none. */
export function landing(verb: ReviewVerb, place: Place): ReviewState | null {
  const { to } = CAPABILITIES[verb];
  return typeof to === "function" ? to(place) : (to ?? null);
}

/** What this actor may do with a review in this state, before the guards of a single verb. */
export function mayReview(actor: Actor, verb: ReviewVerb, review: ReviewParts): Permission {
  const capability = CAPABILITIES[verb];
  const parts = partsOf(actor, review);
  if (!capability.by.some((part) => parts.includes(part))) {
    return refused("actor", `Only ${listedOr(capability.by.map((part) => PART_WORDS[part]))} can ${VERB_WORDS[verb]}.`);
  }
  const reason = notIndependent(actor, verb, review);
  if (reason) return refused("actor", `You can not ${VERB_WORDS[verb]}: you ${reason}. It takes a second person.`);
  if (isOpenElsewhere(review) && !OF_ELSEWHERE.includes(verb)) return refused("state", ELSEWHERE);
  if (!capability.from.includes(review.state)) {
    return refused(
      "state",
      `The review is “${STATE_WORDS[review.state].toLowerCase()}”: to ${VERB_WORDS[verb]} it must be ${listedOr(capability.from.map((state) => STATE_WORDS[state].toLowerCase()))}.`,
    );
  }
  return ALLOWED;
}

/** Every verb this actor may use on this review now. */
export function allowedVerbs(actor: Actor, review: ReviewParts): ReviewVerb[] {
  return REVIEW_VERBS.filter((verb) => mayReview(actor, verb, review).allowed);
}
