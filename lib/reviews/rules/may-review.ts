import { type Actor, ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { listedOr } from "#lib/words.ts";
import { notIndependent } from "./independence.ts";
import { PART_WORDS, partsOf, type ReviewParts } from "./parts.ts";
import { isOpenElsewhere, type ReviewState, STATE_WORDS } from "./states.ts";
import { CAPABILITIES, type Place, REVIEW_VERBS, type ReviewVerb } from "./verbs.ts";

/** Verbs allowed on a review that is open in another tracker: a later import file says how it ended. */
const OF_ELSEWHERE: readonly ReviewVerb[] = ["cancel", "comment"];

const ELSEWHERE =
  "This review is open in the tracker it was imported from. A later import from that tracker records how it ended.";

/** The state a verb leads to from the review's current place; null if it changes no state. */
export function landing(verb: ReviewVerb, place: Place): ReviewState | null {
  const { to } = CAPABILITIES[verb];
  return typeof to === "function" ? to(place) : (to ?? null);
}

/** What this actor may do with a review in this state, before the guards of individual verbs. */
export function mayReview(actor: Actor, verb: ReviewVerb, review: ReviewParts): Permission {
  const { words, from, by } = CAPABILITIES[verb];
  const parts = partsOf(actor, review);
  if (!by.some((part) => parts.includes(part))) {
    return refused("actor", `Only ${listedOr(by.map((part) => PART_WORDS[part]))} can ${words}.`);
  }
  const reason = notIndependent(actor, verb, review);
  if (reason) return refused("actor", `You cannot ${words} because you ${reason}. Someone else must do it.`);
  if (isOpenElsewhere(review) && !OF_ELSEWHERE.includes(verb)) return refused("state", ELSEWHERE);
  if (!from.includes(review.state)) {
    return refused(
      "state",
      `The review is “${STATE_WORDS[review.state].toLowerCase()}”. To ${words}, it must be ${listedOr(from.map((state) => STATE_WORDS[state].toLowerCase()))}.`,
    );
  }
  return ALLOWED;
}

export function allowedVerbs(actor: Actor, review: ReviewParts): ReviewVerb[] {
  return REVIEW_VERBS.filter((verb) => mayReview(actor, verb, review).allowed);
}
