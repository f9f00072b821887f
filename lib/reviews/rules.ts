import { type Actor, ALLOWED, hasRole, type Permission, personOf, refused } from "#lib/auth/actor.ts";
import { someoneWith } from "#lib/auth/role-words.ts";

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

/** Submitted and not yet decided: these count as backlog and run the clocks. */
export const OPEN_STATES = ["submitted", "in_review", "changes_requested", "on_hold"] as const;
export const DECIDED_STATES = ["approved", "approved_with_conditions", "rejected"] as const;

export const REVIEW_TYPES = ["new_service", "feature", "change", "vendor", "infrastructure"] as const;
export type ReviewType = (typeof REVIEW_TYPES)[number];

export const TIERS = ["low", "medium", "high"] as const;
export type Tier = (typeof TIERS)[number];
export const TIER_WORDS: Record<Tier, string> = { low: "Low", medium: "Medium", high: "High" };

export const REASON_CODES = ["time", "people", "skills", "evidence", "dependency"] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

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

/** The parts a person can have in one review, beside the roles they hold in the program. */
export const PARTS = [
  "requester",
  "guardian",
  "reviewer",
  "risk_owner",
  "security_engineer",
  "program_manager",
  "reader",
  "system",
] as const;
export type Part = (typeof PARTS)[number];

export const REVIEW_VERBS = [
  "edit",
  "submit",
  "claim",
  "release",
  "request_changes",
  "resubmit",
  "hold",
  "resume",
  "approve",
  "approve_with_conditions",
  "reject",
  "reopen",
  "close",
  "cancel",
  "attach",
  "run_checks",
  "assign_guardian",
  "change_tier",
  "raise_finding",
  "answer_finding",
  "settle_finding",
  "comment",
  "endorse",
  "ask_waiver",
  "waive",
  "end_waiver",
  "give_feedback",
  "verify_condition",
  "record_launch",
  "break_glass",
] as const;
export type ReviewVerb = (typeof REVIEW_VERBS)[number];

/** Whoever holds none of these reviews nothing, and loses what they have claimed (S12). */
export const REVIEWING_ROLES = ["security_engineer", "program_manager"] as const;

type Capability = { from: readonly ReviewState[]; by: readonly Part[]; to?: ReviewState };

const UNDECIDED: readonly ReviewState[] = ["draft", ...OPEN_STATES];
const APPROVED: readonly ReviewState[] = ["approved", "approved_with_conditions"];
const ANY: readonly ReviewState[] = REVIEW_STATES;

/**
 * States × verbs × parts: the one table that server, pages, API and tests read. `to` is where a verb leads when it leads
 * to one state; release, resume and resubmit are settled by `landing`.
 */
export const CAPABILITIES: Record<ReviewVerb, Capability> = {
  edit: { from: UNDECIDED, by: ["requester", "guardian", "program_manager"] },
  submit: { from: ["draft"], by: ["requester", "guardian", "program_manager"], to: "submitted" },
  claim: { from: ["submitted"], by: ["security_engineer", "program_manager"], to: "in_review" },
  release: { from: ["in_review", "changes_requested", "on_hold"], by: ["reviewer", "program_manager", "system"] },
  request_changes: { from: ["in_review"], by: ["reviewer", "guardian"], to: "changes_requested" },
  resubmit: { from: ["changes_requested"], by: ["requester", "guardian"] },
  hold: {
    from: ["submitted", "in_review", "changes_requested"],
    by: ["requester", "reviewer", "program_manager"],
    to: "on_hold",
  },
  resume: { from: ["on_hold"], by: ["requester", "reviewer", "program_manager"] },
  approve: { from: ["in_review"], by: ["reviewer"], to: "approved" },
  approve_with_conditions: { from: ["in_review"], by: ["reviewer"], to: "approved_with_conditions" },
  reject: { from: ["in_review"], by: ["reviewer"], to: "rejected" },
  reopen: {
    from: [...APPROVED, "closed"],
    by: ["requester", "reviewer", "program_manager", "system"],
    to: "in_review",
  },
  close: {
    from: ["approved", "rejected"],
    by: ["security_engineer", "program_manager", "system"],
    to: "closed",
  },
  cancel: { from: UNDECIDED, by: ["requester", "program_manager"], to: "cancelled" },
  attach: { from: [...UNDECIDED, ...APPROVED], by: ["requester", "guardian", "program_manager"] },
  run_checks: {
    from: OPEN_STATES,
    by: ["requester", "guardian", "reviewer", "security_engineer", "program_manager"],
  },
  assign_guardian: { from: UNDECIDED, by: ["requester", "guardian", "security_engineer", "program_manager"] },
  change_tier: { from: UNDECIDED, by: ["requester", "guardian", "reviewer", "security_engineer", "program_manager"] },
  raise_finding: { from: ["in_review", ...APPROVED], by: ["guardian", "reviewer", "security_engineer"] },
  answer_finding: { from: ANY, by: ["requester", "guardian", "reviewer", "security_engineer"] },
  settle_finding: { from: ANY, by: ["reviewer", "security_engineer"] },
  comment: { from: ANY, by: ["requester", "guardian", "reviewer", "security_engineer", "program_manager", "reader"] },
  endorse: { from: ["in_review"], by: ["security_engineer"] },
  ask_waiver: { from: ["in_review", ...APPROVED], by: ["requester", "guardian", "reviewer"] },
  waive: { from: ["in_review", ...APPROVED], by: ["security_engineer", "program_manager"] },
  // To end one eases nothing: it takes no second person.
  end_waiver: { from: [...OPEN_STATES, ...APPROVED], by: ["security_engineer", "risk_owner", "program_manager"] },
  give_feedback: {
    from: ["in_review", "approved", "approved_with_conditions", "rejected", "closed"],
    by: ["reviewer"],
  },
  verify_condition: { from: ["approved_with_conditions"], by: ["security_engineer"] },
  record_launch: { from: APPROVED, by: ["requester", "guardian", "security_engineer", "program_manager"] },
  break_glass: { from: APPROVED, by: ["risk_owner", "program_manager"] },
};

/**
 * What a person has done in a review that ties them to it. `evidence`: edited answers, added or removed evidence, in any
 * revision or the draft; `author`, `importer`: of the attached model version, alone; `lowered`, `waived`: the tier, a gate or
 * a result, in this cycle or still in force; `passed`: let a finding pass that was not mended; `conflict`: stated one, ever.
 */
export const TYING_ACTS = ["evidence", "author", "importer", "lowered", "waived", "passed", "conflict"] as const;
export type TyingAct = (typeof TYING_ACTS)[number];

/** Who is who in one review: enough to decide what an actor may do with it. */
export type ReviewParts = {
  state: ReviewState;
  requesterId: number | null;
  guardianId: number | null;
  reviewerId: number | null;
  riskOwnerId: number | null;
  acts: readonly { act: TyingAct; personId: number }[];
};

/** The parts this actor has in this review. */
export function partsOf(actor: Actor, review: ReviewParts): Part[] {
  if (actor.kind === "system") return ["system"];
  const person = personOf(actor);
  if (!person) return [];
  const parts: Part[] = [];
  if (review.requesterId === person.personId) parts.push("requester");
  if (review.guardianId === person.personId && person.guardian) parts.push("guardian");
  // Who claimed a review and has lost the role since then is no reviewer any more (S12).
  if (review.reviewerId === person.personId && hasRole(actor, ...REVIEWING_ROLES)) {
    parts.push("reviewer");
  }
  if (review.riskOwnerId === person.personId) parts.push("risk_owner");
  if (hasRole(actor, "security_engineer")) parts.push("security_engineer");
  if (hasRole(actor, "program_manager")) parts.push("program_manager");
  // Whoever may see a review may speak in it, but for an auditor, who only reads.
  if (!hasRole(actor, "auditor")) parts.push("reader");
  return parts;
}

const ACT_WORDS: Record<TyingAct, string> = {
  evidence: "changed its answers or its evidence",
  author: "wrote its threat model alone",
  importer: "imported its threat model",
  lowered: "lowered its tier",
  waived: "gave a waiver for it",
  passed: "let a finding pass without its being mended",
  conflict: "stated a conflict of interest",
};

/** Who made the evidence does not judge it. */
const MADE_IT: readonly TyingAct[] = ["evidence", "author", "importer"];
/** Who eased what it takes to be approved does not approve it. */
const MADE_IT_OR_EASED_IT: readonly TyingAct[] = [...MADE_IT, "lowered", "waived", "passed"];
/** A second person is one without a conflict; that of the reviewer is a gate of its own. */
const MADE_IT_OR_IN_CONFLICT: readonly TyingAct[] = [...MADE_IT, "conflict"];

/** The verbs that take an independent person, with the acts that keep one from each (S07). */
const INDEPENDENCE: Partial<Record<ReviewVerb, readonly TyingAct[]>> = {
  claim: MADE_IT_OR_EASED_IT,
  approve: MADE_IT_OR_EASED_IT,
  approve_with_conditions: MADE_IT_OR_EASED_IT,
  reject: MADE_IT_OR_EASED_IT,
  endorse: MADE_IT_OR_IN_CONFLICT,
  waive: MADE_IT_OR_IN_CONFLICT,
  settle_finding: MADE_IT,
  verify_condition: MADE_IT_OR_IN_CONFLICT,
  // What could not wait is not what its requester alone says could not.
  break_glass: [],
};

/** The verbs that take somebody beside the reviewer: what they support or let stand is decided on by another. */
const BESIDE_REVIEWER: readonly ReviewVerb[] = ["endorse", "waive"];

/** What keeps this person from being independent of the review, as it follows "you" or "they"; null when they are (S07). */
export function dependence(
  personId: number,
  review: ReviewParts,
  acts: readonly TyingAct[] = MADE_IT_OR_EASED_IT,
): string | null {
  if (review.requesterId === personId) return "requested this review";
  const act = acts.find((one) => review.acts.some((done) => done.act === one && done.personId === personId));
  return act ? ACT_WORDS[act] : null;
}

/** What this actor may do with a review in this state, before the guards of a single verb. */
export function mayReview(actor: Actor, verb: ReviewVerb, review: ReviewParts): Permission {
  const capability = CAPABILITIES[verb];
  const parts = partsOf(actor, review);
  if (!capability.by.some((part) => parts.includes(part))) {
    return refused("actor", `Only ${list(capability.by.map((part) => PART_WORDS[part]))} can ${VERB_WORDS[verb]}.`);
  }
  const reason = notIndependent(actor, verb, review);
  if (reason) return refused("actor", `You can not ${VERB_WORDS[verb]}: you ${reason}. It takes a second person.`);
  if (!capability.from.includes(review.state)) {
    return refused(
      "state",
      `A review that is ${STATE_WORDS[review.state].toLowerCase()} can not be changed this way: to ${VERB_WORDS[verb]} it must be ${list(capability.from.map((state) => STATE_WORDS[state].toLowerCase()))}.`,
    );
  }
  return ALLOWED;
}

/** What keeps the person behind this actor from a verb that takes an independent one, as it follows "you"; else null. */
function notIndependent(actor: Actor, verb: ReviewVerb, review: ReviewParts): string | null {
  const person = personOf(actor);
  const acts = INDEPENDENCE[verb];
  if (!person || !acts) return null;
  if (BESIDE_REVIEWER.includes(verb) && person.personId === review.reviewerId) return "review it yourself";
  return dependence(person.personId, review, acts);
}

/** Every verb this actor may use on this review now. */
export function allowedVerbs(actor: Actor, review: ReviewParts): ReviewVerb[] {
  return REVIEW_VERBS.filter((verb) => mayReview(actor, verb, review).allowed);
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

const PART_WORDS: Record<Part, string> = {
  requester: "the requester",
  guardian: "the assigned guardian",
  reviewer: "the reviewer who claimed it",
  risk_owner: "the owner of its risk",
  security_engineer: someoneWith("security_engineer"),
  program_manager: someoneWith("program_manager"),
  reader: "whoever sees the review and is no auditor",
  system: "the product itself",
};

export const VERB_WORDS: Record<ReviewVerb, string> = {
  edit: "edit the intake",
  submit: "submit the review",
  claim: "claim the review",
  release: "release the review",
  request_changes: "request changes",
  resubmit: "answer the request for changes",
  hold: "put the review on hold",
  resume: "resume the review",
  approve: "approve the review",
  approve_with_conditions: "approve with conditions",
  reject: "reject the review",
  reopen: "reopen the review",
  close: "close the review",
  cancel: "cancel the review",
  attach: "change the evidence",
  run_checks: "run the checks again",
  assign_guardian: "assign the guardian",
  change_tier: "change the tier",
  raise_finding: "raise a finding",
  answer_finding: "answer a finding",
  settle_finding: "settle a finding",
  comment: "comment",
  endorse: "endorse the revision",
  ask_waiver: "ask for a waiver",
  waive: "waive a gate or a finding",
  end_waiver: "end a waiver",
  give_feedback: "rate the guardian's input",
  verify_condition: "verify a condition",
  record_launch: "record the launch",
  break_glass: "launch by break-glass",
};

export const TYPE_WORDS: Record<ReviewType, string> = {
  new_service: "New service",
  feature: "Feature",
  change: "Change",
  vendor: "Vendor",
  infrastructure: "Infrastructure",
};

/** "a, b or c" */
function list(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "nobody";
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
