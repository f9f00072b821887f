import { askedNotBy, notGivenBy } from "#components/reviews/findings/waivable.ts";
import { ALLOWED, type Permission, type PersonActor, refused } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { waivable } from "#lib/reviews/rules/gates.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";

type Review = Pick<ReviewDetail, "may" | "gates" | "waiverAsks" | "endableGates">;

/** The reader and whether they may lower a review's tier. */
export type Reader = { personId: number; lowering: Permission };

export function readerOf(actor: PersonActor, { lowering }: Pick<ReviewDetail, "lowering">): Reader {
  return { personId: actor.personId, lowering: permissionOf(lowering) };
}

/** The reader's permission for a verb on this review. */
export function verbPermission({ may }: Pick<ReviewDetail, "may">, verb: ReviewVerb): Permission {
  const answer = may[verb];
  if (!answer) return refused("actor", "This cannot be done here.");
  return permissionOf(answer);
}

/** Converts a permission from its API form. */
export function permissionOf({ allowed, because = "state", reason = "" }: ReviewDetail["following"]): Permission {
  return allowed ? ALLOWED : refused(because, reason);
}

/** The permission for a menu action, where waivers are gate waivers. */
export function movePermission(review: Review, verb: ReviewVerb, { personId }: Reader): Permission {
  const answer = verbPermission(review, verb);
  const obstacle = answer.allowed ? gateObstacle(verb, review, personId) : null;
  return obstacle === null ? answer : refused("state", obstacle);
}

/** Why this person has no gate to request, grant or end a waiver for. */
function gateObstacle(verb: ReviewVerb, { gates, waiverAsks, endableGates }: Review, me: number): string | null {
  switch (verb) {
    case "ask_waiver":
      if (waivable(gates).length === 0) return "No gate needs a waiver.";
      return askedNotBy(me, gates, waiverAsks).length > 0 ? null : "Requested. Someone else decides.";
    case "waive":
      if (waivable(gates).length === 0) return "No gate needs a waiver.";
      return notGivenBy(me, gates, waiverAsks);
    case "end_waiver":
      return endableGates.length > 0 ? null : "No gate is waived.";
    default:
      return null;
  }
}
