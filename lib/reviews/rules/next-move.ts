import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { type Gate, unmetGates } from "./gates.ts";
import { isOpenElsewhere, type ReviewState } from "./states.ts";
import type { ReviewVerb } from "./verbs.ts";

/** What can be done next, as the one word beside the state of a review. */
export type Move = "finish" | "answer" | "claim" | "endorse" | "review" | "decide";

type Named = { id: number } | null;
type Standing = {
  state: ReviewState;
  openElsewhereAt: string | null;
  team: Named;
  requester: Named;
  guardian: Named;
  reviewer: Named;
  gates: readonly Gate[];
};

/** Whoever looks at a review, as far as it tells what they can do next. */
export type Mover = { personId: number; engineer: boolean; teamIds: readonly number[] };

export function moverOf(actor: PersonActor): Mover {
  return { personId: actor.personId, engineer: hasRole(actor, "security_engineer"), teamIds: actor.teamIds };
}

/**
 * What a person can do next about a review, where the next move is theirs. Engineers take from the queue what nobody has, and
 * support what another decides on: not what they or their team ask for.
 */
export function moveOf(review: Standing, me: Mover): Move | null {
  const { state, requester, guardian, reviewer, gates } = review;
  const { personId } = me;
  if (isOpenElsewhere(review)) return null;
  if (state === "draft") return requester?.id === personId ? "finish" : null;
  if (state === "changes_requested") return [requester?.id, guardian?.id].includes(personId) ? "answer" : null;
  if (state === "submitted") return reviewer === null && isSecond(review, me) ? "claim" : null;
  if (state !== "in_review") return null;
  if (reviewer?.id === personId) return unmetGates(gates).length === 0 ? "decide" : "review";
  const wanted = gates.some(({ id, state }) => id === "endorsement" && state === "unmet");
  return wanted && isSecond(review, me) ? "endorse" : null;
}

/** An engineer who did not ask for the review, nor does their team. */
function isSecond({ requester, team }: Standing, { personId, engineer, teamIds }: Mover): boolean {
  return engineer && requester?.id !== personId && !(team && teamIds.includes(team.id));
}

/** The moves that lead a review on, the one that is looked for first before the others. */
const LEADS_ON = [
  "submit",
  "claim",
  "resubmit",
  "resume",
  "approve",
  "request_changes",
  "endorse",
  "record_launch",
  "close",
] as const satisfies readonly ReviewVerb[];
export type LeadingVerb = (typeof LEADS_ON)[number];

/** The one move that leads this review on and that can be made now. A launch is recorded once. */
export function leadingMove(
  review: { launchedOn: string | null },
  can: (verb: ReviewVerb) => boolean,
): LeadingVerb | null {
  const offered = review.launchedOn === null ? LEADS_ON : LEADS_ON.filter((verb) => verb !== "record_launch");
  return offered.find(can) ?? null;
}
