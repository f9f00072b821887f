import type { Permission } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { GATE_WORDS, unmetGates } from "#lib/reviews/rules/gates.ts";
import { missingFromIntake } from "#lib/reviews/rules/intake.ts";
import { launchObstacles, NOTHING_IN_THE_WAY } from "#lib/reviews/rules/launch.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { counted, listed } from "#lib/words.ts";
import { waivable, waivedBy } from "./waivable.ts";

type Review = Pick<ReviewDetail, "may" | "gates" | "endorsed" | "decisions" | "waiverAsks" | "feedbackOwed" | "intake">;

/** What the table says of a verb, and then what stands in the way of it alone. */
export function movePermission(review: Review, verb: ReviewVerb, me: number): Permission {
  const answer = review.may[verb];
  if (!answer) return { allowed: false, because: "actor", reason: "This can not be done here." };
  if (!answer.allowed) return { allowed: false, because: answer.because ?? "state", reason: answer.reason ?? "" };
  const obstacles = obstaclesTo(verb, review, me);
  if (obstacles.length === 0) return { allowed: true };
  return { allowed: false, because: "state", reason: obstacles.join(" ") };
}

function obstaclesTo(verb: ReviewVerb, review: Review, me: number): string[] {
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
    case "ask_waiver":
      return waivable(gates).length > 0 ? [] : ["No gate is unmet that a waiver could let pass."];
    case "waive":
      return waivedBy(me, gates, waiverAsks).length > 0 ? [] : ["Nobody else has asked for a waiver of a gate."];
    case "end_waiver":
      return gates.some(({ state }) => state === "waived") ? [] : ["No gate is waived."];
    default:
      return [];
  }
}
