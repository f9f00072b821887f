import { type Actor, personOf } from "#lib/auth/actor.ts";
import type { ReviewParts, TyingAct } from "./parts.ts";
import type { ReviewVerb } from "./verbs.ts";

const ACT_WORDS: Record<TyingAct, string> = {
  evidence: "changed its answers or its evidence",
  author: "wrote its threat model alone",
  importer: "imported its threat model",
  lowered: "lowered its tier",
  waived: "gave a waiver for it",
  passed: "let a finding pass without its being mended",
  eased: "eased the check profile that judges it",
  imported: "imported it from another tracker",
  reopened: "reopened it after another tracker had decided",
  changed_since: "changed its evidence after the approval",
  team: "belong to the team that asks for it, or did since it asked",
  conflict: "stated a conflict of interest",
};

/** Who made the evidence does not judge it. */
const MADE_IT: readonly TyingAct[] = ["evidence", "author", "importer"];

/** Who says what another tracker has decided, or that it is decided again here, does not decide here. */
const BROUGHT_IT: readonly TyingAct[] = ["imported", "reopened"];

/** Who eased what it takes to be approved does not approve it. */
const MADE_IT_OR_EASED_IT: readonly TyingAct[] = [
  ...MADE_IT,
  ...BROUGHT_IT,
  "team",
  "lowered",
  "waived",
  "passed",
  "eased",
];

/** A second person is one without a conflict; that of the reviewer is a gate of its own. */
const MADE_IT_OR_IN_CONFLICT: readonly TyingAct[] = [...MADE_IT, "team", "conflict"];

/** Who owns the risk of the business may well be of the team that asks, and decides on it all the same. */
const OWNING_IT: readonly TyingAct[] = MADE_IT_OR_IN_CONFLICT.filter((act) => act !== "team");

/** What takes an independent person: verbs, and of the change of a tier the one to a lower. */
type Judging = ReviewVerb | "lower_tier";

/** What takes an independent person, with the acts that keep one from each (S07). */
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
  // What could not wait is not what its requester says alone, or who has changed what was approved.
  break_glass: ["changed_since"],
};

/** Who guards a change answers for it, and does not decide on it: off the fast path a reviewer does. */
export const NOT_BY_GUARDIAN: readonly Judging[] = ["claim", "approve", "approve_with_conditions", "reject"];

/** The acts that keep one from a verb that takes an independent person. */
export function tyingTo(verb: ReviewVerb): readonly TyingAct[] {
  return INDEPENDENCE[verb] ?? [];
}

/** What takes someone beside the reviewer: what they support or let stand is decided on by another. */
export const BESIDE_REVIEWER: readonly Judging[] = ["endorse", "waive", "lower_tier", "decide_risk"];

/** What keeps this person from being independent of the review, as it follows "you" or "they"; null when they are (S07). */
export function dependence(
  personId: number,
  review: ReviewParts,
  judging: Judging = "approve",
  acts: readonly TyingAct[] = INDEPENDENCE[judging] ?? [],
): string | null {
  if (review.requesterId === personId) return "requested this review";
  if (review.guardianId === personId && NOT_BY_GUARDIAN.includes(judging)) return "are its guardian";
  const act = acts.find((one) => review.acts.some((done) => done.act === one && done.personId === personId));
  return act ? ACT_WORDS[act] : null;
}

/** Whether this person's support of a revision counts for it still: of someone who was tied to it since, it does not (S07). */
export function endorsementStands(personId: number, review: ReviewParts): boolean {
  return dependence(personId, review, "endorse") === null;
}

/** As `endorsementStands`, of this person's word that no policy changes. */
export function confirmationStands(personId: number, review: ReviewParts): boolean {
  return dependence(personId, review, "confirm_no_policies") === null;
}

/** What keeps the reviewer from being independent of what they review, as it follows "they"; null when they are, or nobody reviews. */
export function reviewerDependence(review: ReviewParts): string | null {
  return review.reviewerId === null ? null : dependence(review.reviewerId, review);
}

/** What keeps the person behind this actor from what takes an independent one, as it follows "you"; else null. In SQL: `independentOf`. */
export function notIndependent(actor: Actor, judging: Judging, review: ReviewParts): string | null {
  const person = personOf(actor);
  const acts = INDEPENDENCE[judging];
  if (!person || !acts) return null;
  const ownsRisk = judging === "decide_risk" && person.personId === review.riskOwnerId;
  if (BESIDE_REVIEWER.includes(judging) && person.personId === review.reviewerId) return "review it yourself";
  return dependence(person.personId, review, judging, ownsRisk ? OWNING_IT : acts);
}
