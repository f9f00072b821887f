import { type Actor, ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { missingFromIntake } from "#lib/intake/rules/intake.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { counted, listed } from "#lib/words.ts";
import type { ReviewDetail } from "../output.ts";
import { leftIn } from "./close.ts";
import { confirmObstacle, GATE_WORDS, unmetGates } from "./gates.ts";
import { cancelObstacle, findObstacle, launchObstacles, relaunchObstacle } from "./launch.ts";
import { mayLowerTier } from "./lower-tier.ts";
import { mayReview } from "./may-review.ts";
import type { ReviewParts } from "./parts.ts";
import { reopenObstacle } from "./reopen.ts";
import { sealObstacle } from "./revision.ts";
import type { ReviewVerb } from "./verbs.ts";
import { conditionsOwed, plainObstacle, promiseObstacle } from "./verify.ts";

/**
 * What the guards of individual verbs read. `endorsed` is about the reader; `feedbackObstacle` and `remindObstacle`
 * come from the rules of those names.
 */
export type Guarded = Pick<
  ReviewDetail,
  | "state"
  | "cycle"
  | "launchedOn"
  | "rejected"
  | "tier"
  | "gates"
  | "revision"
  | "endorsed"
  | "decisions"
  | "findingsOwed"
  | "intake"
  | "launchedSince"
  | "stale"
  | "serviceRetiredAt"
> & { feedbackObstacle: string | null; remindObstacle: string | null };

export const SUPPORTED_ALREADY = "You already endorsed this revision.";

/**
 * What this actor may do with a review: first by the table, then by the verb's own obstacles. A waiver's gate or result
 * is chosen later and is not checked here.
 */
export function mayNow(actor: Actor, verb: ReviewVerb, parts: ReviewParts, review: Guarded): Permission {
  const permission = mayReview(actor, verb, parts);
  if (!permission.allowed) return permission;
  const obstacles = obstaclesTo(verb, review, mayLowerTier(actor, parts));
  return obstacles.length === 0 ? ALLOWED : refused("state", obstacles.join(" "));
}

function obstaclesTo(verb: ReviewVerb, review: Guarded, lowering: Permission): string[] {
  const { gates, revision, decisions, findingsOwed } = review;
  const [decision] = decisions;
  switch (verb) {
    case "submit": {
      const missing = missingFromIntake(review.intake).length;
      return missing > 0 ? [`${counted(missing, "answer is", "answers are")} missing. Complete the intake first.`] : [];
    }
    case "approve":
    case "approve_with_conditions": {
      const unmet = unmetGates(gates).map(({ id }) => GATE_WORDS[id].toLowerCase());
      const gate =
        unmet.length > 0 ? `${counted(unmet.length, "gate is", "gates are")} missing: ${listed(unmet)}.` : null;
      const owed = verb === "approve" ? plainObstacle(conditionsOwed(review)) : null;
      return [...sentences(gate), ...sentences(owed)];
    }
    case "endorse":
      return review.endorsed ? [SUPPORTED_ALREADY] : [];
    case "confirm_no_policies":
      return sentences(confirmObstacle(gates));
    case "raise_finding":
      return sentences(findObstacle(review));
    case "record_launch": {
      const done = relaunchObstacle({ ...review, decision });
      return done === null ? launchObstacles({ gates, revision, decision }) : [done];
    }
    case "break_glass":
      return sentences(relaunchObstacle({ ...review, decision }));
    case "resubmit": {
      const { unanswered } = findingsOwed;
      if (unanswered === 0) return [];
      return [
        `${counted(unanswered, "finding waits", "findings wait")} for an answer. Answer each one, or add new evidence.`,
      ];
    }
    case "keep_condition":
    case "verify_condition":
      return sentences(promiseObstacle(review));
    case "cancel":
      return sentences(cancelObstacle(review));
    case "close":
      return sentences(leftIn(review));
    case "attach":
      return sentences(sealObstacle(review));
    case "reopen":
      return sentences(reopenObstacle(review));
    case "change_tier": {
      if (review.tier !== TIERS.at(-1) || lowering.allowed) return [];
      return [`This review already has the highest tier. ${lowering.reason}`];
    }
    case "remind":
      return sentences(review.remindObstacle);
    case "give_feedback":
      return sentences(review.feedbackObstacle);
    default:
      return [];
  }
}

function sentences(obstacle: string | null): string[] {
  return obstacle === null ? [] : [obstacle];
}
