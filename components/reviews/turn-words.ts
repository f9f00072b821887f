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
/** Wording for the reader's own turn. People who support someone else's decision have no turn. */
const MINE: Partial<Record<Move, string>> = {
  finish: "Your turn to submit",
  answer: "Your turn to answer",
  claim: "Waits for a security engineer",
  review: "Your turn to decide",
  decide: "Your turn to decide",
  release: "Your turn to hand over",
};

/** Who else can do this: if no answerer is left, the action falls to them. */
export function othersWho(verb: ReviewVerb): string {
  return partWords(CAPABILITIES[verb].by.filter((part) => !CAPABILITIES.resubmit.by.includes(part)));
}

export function partWords(parts: readonly Part[]): string {
  return listedOr(parts.map((part) => PART_WORDS[part]));
}

/** Title of the decision block: whose turn a review is, or how it was decided. */
export function turnTitle(review: Review): string {
  const { state, turn, move, reviewer, onWaivers, stale } = review;
  const mine = move && MINE[move];
  if (mine) return mine;
  if (review.openElsewhereAt !== null) return "Open in its original tracker";
  if (turn === "reviewer") return reviewer ? `${reviewer.name} decides` : `Waits for ${claimerOf(review)}`;
  if (turn === "requester") return answerTitle(review);
  return stateWords(state, { onWaivers, stale });
}

/** Who claims a review from the queue: an engineer, or anyone else permitted if no engineer here is independent. */
export function claimerOf({ claimableByNone }: Pick<Review, "claimableByNone">): string {
  return partWords(CAPABILITIES.claim.by.filter((part) => (part === "security_engineer") !== claimableByNone));
}

function answerTitle(review: Review): string {
  const names = askers(review);
  if (review.state === "draft") return names ? `${names} finishes the draft` : `Waits for ${othersWho("submit")}`;
  return names ? `${names} answers` : "No one left to answer";
}

/** Who answers for a review: the requester or its guardian; null if none of them may any more. */
export function askers({ answerers }: Pick<Review, "answerers">): string | null {
  return answerers.length > 0 ? listedOr(answerers.map(({ name }) => name)) : null;
}
