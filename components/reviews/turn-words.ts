import type { ReviewDetail } from "#lib/reviews/output.ts";
import type { Move } from "#lib/reviews/rules/next-move.ts";
import { PART_WORDS, type Part } from "#lib/reviews/rules/parts.ts";
import { stateWords } from "#lib/reviews/rules/states.ts";
import { CAPABILITIES, type ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { listedOr } from "#lib/words.ts";

type Review = Pick<
  ReviewDetail,
  "state" | "openElsewhereAt" | "turn" | "move" | "answerers" | "reviewer" | "claimableByNone" | "onWaivers" | "stale"
>;
/** Who supports a decision of another does not have it. */
const MINE: Partial<Record<Move, string>> = {
  finish: "Your turn to submit",
  answer: "Your turn to answer",
  claim: "Waits for a security engineer",
  review: "Your turn to decide",
  decide: "Your turn to decide",
  release: "Your turn to pass it on",
};

/** Who can do this beside those who answer: where none of them is left, it is theirs. */
export function othersWho(verb: ReviewVerb): string {
  return partWords(CAPABILITIES[verb].by.filter((part) => !CAPABILITIES.resubmit.by.includes(part)));
}

export function partWords(parts: readonly Part[]): string {
  return listedOr(parts.map((part) => PART_WORDS[part]));
}

/** Whose move a review waits for, or how it was decided: the title of its decision. */
export function turnTitle(review: Review): string {
  const { state, turn, move, reviewer, onWaivers, stale } = review;
  const mine = move && MINE[move];
  if (mine) return mine;
  if (review.openElsewhereAt !== null) return "Open where it came from";
  if (turn === "reviewer") return reviewer ? `${reviewer.name} decides` : `Waits for ${claimerOf(review)}`;
  if (turn === "requester") return answerTitle(review);
  return stateWords(state, { onWaivers, stale });
}

/** Who takes a review from the queue: an engineer, or where none who is here is independent of it, whoever else may. */
export function claimerOf({ claimableByNone }: Pick<Review, "claimableByNone">): string {
  return partWords(CAPABILITIES.claim.by.filter((part) => (part === "security_engineer") !== claimableByNone));
}

function answerTitle(review: Review): string {
  const names = askers(review);
  if (review.state === "draft") return names ? `${names} finishes the draft` : `Waits for ${othersWho("submit")}`;
  return names ? `${names} answers` : "Nobody is left to answer";
}

/** Who answers for a review: whoever asked, or its guardian; null where none of them may any more. */
export function askers({ answerers }: Pick<Review, "answerers">): string | null {
  return answerers.length > 0 ? listedOr(answerers.map(({ name }) => name)) : null;
}
