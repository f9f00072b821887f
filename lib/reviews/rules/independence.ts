import { type Actor, personOf } from "#lib/auth/actor.ts";
import { m } from "#lib/member-name.ts";
import type { ReviewParts, TyingAct } from "./parts.ts";
import type { ReviewVerb } from "./verbs.ts";

const ACT_WORDS: Record<TyingAct, string> = {
  evidence: "changed the intake answers or the evidence",
  author: "wrote the threat model alone",
  importer: "imported the threat model",
  lowered: "lowered the tier",
  waived: "granted a waiver for this review",
  passed: "let a finding pass without a fix",
  eased: "relaxed the check profile used for this review",
  imported: "imported this review from another tracker",
  reopened: "reopened this review after another tracker decided it",
  changed_since: "changed the evidence after the approval",
  team: "belong to the requesting team, or did at some point since the request",
  conflict: "stated a conflict of interest",
};

/** Nobody judges evidence they made. */
const MADE_IT: readonly TyingAct[] = ["evidence", "author", "importer"];

/** Anyone who reported another tracker's decision, or reopened the review to decide it here, does not decide here. */
const BROUGHT_IT: readonly TyingAct[] = ["imported", "reopened"];

/** Anyone who lowered the bar for approval does not approve. */
const MADE_IT_OR_EASED_IT: readonly TyingAct[] = [
  ...MADE_IT,
  ...BROUGHT_IT,
  "team",
  "lowered",
  "waived",
  "passed",
  "eased",
];

/** A second person must have no conflict of interest. The reviewer's own conflict has a separate gate. */
const MADE_IT_OR_IN_CONFLICT: readonly TyingAct[] = [...MADE_IT, "team", "conflict"];

/** The business risk owner may belong to the requesting team and still decides on the risk. */
const OWNING_IT: readonly TyingAct[] = MADE_IT_OR_IN_CONFLICT.filter((act) => act !== "team");

/** Actions that need an independent person: verbs, plus changing a tier to a lower one. */
type Judging = ReviewVerb | "lower_tier";

/** Actions that need an independent person, each with the earlier actions that disqualify someone (S07). */
const INDEPENDENCE: Partial<Record<Judging, readonly TyingAct[]>> = {
  claim: MADE_IT_OR_EASED_IT,
  approve: MADE_IT_OR_EASED_IT,
  approve_with_conditions: MADE_IT_OR_EASED_IT,
  reject: MADE_IT_OR_EASED_IT,
  endorse: [...MADE_IT_OR_IN_CONFLICT, ...BROUGHT_IT],
  confirm_no_policies: [...MADE_IT_OR_IN_CONFLICT, ...BROUGHT_IT],
  waive: MADE_IT_OR_IN_CONFLICT,
  lower_tier: MADE_IT_OR_IN_CONFLICT,
  settle_finding: MADE_IT_OR_IN_CONFLICT,
  recommend_risk: MADE_IT_OR_IN_CONFLICT,
  decide_risk: MADE_IT_OR_IN_CONFLICT,
  verify_condition: MADE_IT_OR_IN_CONFLICT,
  // An emergency launch needs more than the word of its requester, or of anyone who changed the approved evidence.
  break_glass: ["changed_since"],
};

/** The guardian answers for the change and does not decide on it; off the fast path a reviewer does. */
export const NOT_BY_GUARDIAN: readonly Judging[] = ["claim", "approve", "approve_with_conditions", "reject"];

/** The earlier actions that disqualify someone from a verb. */
export function tyingTo(verb: ReviewVerb): readonly TyingAct[] {
  return INDEPENDENCE[verb] ?? [];
}

/**
 * Actions that need someone other than the reviewer, because the reviewer then decides on what was endorsed or waived.
 */
export const BESIDE_REVIEWER: readonly Judging[] = ["endorse", "waive", "lower_tier", "decide_risk"];

/** Why this person is not independent of the review, to follow "you" or "they"; null if they are independent (S07). */
export function dependence(
  personId: number,
  review: ReviewParts,
  judging: Judging = "approve",
  acts: readonly TyingAct[] = INDEPENDENCE[judging] ?? [],
): string | null {
  if (review.requesterId === personId) return "requested this review";
  if (review.guardianId === personId && NOT_BY_GUARDIAN.includes(judging)) return m`are the guardian of this review`;
  const act = acts.find((one) => review.acts.some((done) => done.act === one && done.personId === personId));
  return act ? ACT_WORDS[act] : null;
}

/**
 * Whether this person's endorsement of a revision still counts: it lapses if they have become tied to the review since
 * (S07).
 */
export function endorsementStands(personId: number, review: ReviewParts): boolean {
  return dependence(personId, review, "endorse") === null;
}

/** Like `endorsementStands`, for this person's confirmation that no policy changes. */
export function confirmationStands(personId: number, review: ReviewParts): boolean {
  return dependence(personId, review, "confirm_no_policies") === null;
}

/** Why the reviewer is not independent, to follow "they"; null if they are, or if there is no reviewer. */
export function reviewerDependence(review: ReviewParts): string | null {
  return review.reviewerId === null ? null : dependence(review.reviewerId, review);
}

/**
 * Why this actor is not independent enough for the action, to follow "you"; null otherwise. In SQL: `independentOf`.
 */
export function notIndependent(actor: Actor, judging: Judging, review: ReviewParts): string | null {
  const person = personOf(actor);
  const acts = INDEPENDENCE[judging];
  if (!person || !acts) return null;
  const ownsRisk = judging === "decide_risk" && person.personId === review.riskOwnerId;
  if (BESIDE_REVIEWER.includes(judging) && person.personId === review.reviewerId) return "are the reviewer";
  return dependence(person.personId, review, judging, ownsRisk ? OWNING_IT : acts);
}
