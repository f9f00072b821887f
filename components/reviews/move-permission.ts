import { ALLOWED, type Permission, type PersonActor, refused } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { leftOpen } from "#lib/reviews/rules/close.ts";
import { GATE_WORDS, unmetGates, waivable } from "#lib/reviews/rules/gates.ts";
import { missingFromIntake } from "#lib/reviews/rules/intake.ts";
import { launchObstacles, NOTHING_IN_THE_WAY } from "#lib/reviews/rules/launch.ts";
import { mayLowerTier } from "#lib/reviews/rules/lower-tier.ts";
import { reopenObstacle } from "#lib/reviews/rules/reopen.ts";
import { sealObstacle } from "#lib/reviews/rules/revision.ts";
import { TIERS } from "#lib/reviews/rules/tiers.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { counted, listed } from "#lib/words.ts";
import { askedNotBy, waivedBy } from "./waivable.ts";

type Review = Pick<
  ReviewDetail,
  | "may"
  | "state"
  | "tier"
  | "gates"
  | "endorsed"
  | "decisions"
  | "waiverAsks"
  | "heldGates"
  | "feedbackOwed"
  | "findingsOwed"
  | "intake"
>;

/** Whoever reads: who they are, and whether they may take a review to a lower tier. */
export type Reader = { personId: number; lowering: Permission };

export function readerOf(actor: PersonActor, { reviewer }: Pick<ReviewDetail, "reviewer">): Reader {
  return { personId: actor.personId, lowering: mayLowerTier(actor, reviewer?.id ?? null) };
}

/** What the table says of a verb. */
export function tablePermission({ may }: Pick<ReviewDetail, "may">, verb: ReviewVerb): Permission {
  const answer = may[verb];
  if (!answer) return refused("actor", "This can not be done here.");
  return permissionOf(answer);
}

/** A permission as an answer says it. */
export function permissionOf({ allowed, because = "state", reason = "" }: ReviewDetail["following"]): Permission {
  return allowed ? ALLOWED : refused(because, reason);
}

/** What the table says of a verb, and then what stands in the way of it alone. */
export function movePermission(review: Review, verb: ReviewVerb, reader: Reader): Permission {
  const answer = tablePermission(review, verb);
  if (!answer.allowed) return answer;
  const obstacles = obstaclesTo(verb, review, reader);
  if (obstacles.length === 0) return { allowed: true };
  return { allowed: false, because: "state", reason: obstacles.join(" ") };
}

function obstaclesTo(verb: ReviewVerb, review: Review, { personId: me, lowering }: Reader): string[] {
  const { gates, endorsed, decisions, waiverAsks, intake } = review;
  const [decision] = decisions;
  switch (verb) {
    case "submit": {
      const missing = missingFromIntake(intake).length;
      return missing > 0 ? [`${counted(missing, "answer is", "answers are")} missing: finish the intake first.`] : [];
    }
    case "approve":
    case "approve_with_conditions": {
      const unmet = unmetGates(gates).map(({ id }) => GATE_WORDS[id].toLowerCase());
      if (unmet.length === 0) return [];
      return [`${counted(unmet.length, "gate is", "gates are")} missing: ${listed(unmet)}.`];
    }
    case "endorse":
      return endorsed ? ["You support this revision already."] : [];
    case "record_launch":
      return launchObstacles({ gates, decision });
    case "break_glass":
      return launchObstacles({ gates, decision }).length === 0 ? [NOTHING_IN_THE_WAY] : [];
    case "resubmit": {
      const { unanswered } = review.findingsOwed;
      if (unanswered === 0) return [];
      return [
        `${counted(unanswered, "finding waits", "findings wait")} for an answer: answer each, or add new evidence.`,
      ];
    }
    case "close":
      return sentences(leftIn(review));
    case "attach":
      return sentences(sealObstacle(review));
    case "reopen":
      return sentences(reopenObstacle({ ...review, lastOutcome: decision?.outcome ?? null }));
    case "change_tier": {
      if (review.tier !== TIERS.at(-1) || lowering.allowed) return [];
      return [`It has the highest tier. ${lowering.reason}`];
    }
    case "ask_waiver":
      if (waivable(gates).length === 0) return ["No gate is unmet that a waiver could let pass."];
      return askedNotBy(me, gates, waiverAsks).length > 0 ? [] : ["You have asked: it waits for a second person."];
    case "waive":
      return waivedBy(me, gates, waiverAsks).length > 0 ? [] : ["Nobody else has asked for a waiver of a gate."];
    case "end_waiver":
      return review.heldGates.length > 0 ? [] : ["No gate is waived."];
    default:
      return [];
  }
}

/** What is still open in a review, which it is not closed with; null where nothing is. */
export function leftIn({ decisions: [decision], findingsOwed }: Pick<Review, "decisions" | "findingsOwed">) {
  const conditions = decision?.conditions.filter(({ verifiedAt }) => verifiedAt === null).length ?? 0;
  return leftOpen({ conditions, findings: findingsOwed.unsettled });
}

function sentences(obstacle: string | null): string[] {
  return obstacle === null ? [] : [obstacle];
}
