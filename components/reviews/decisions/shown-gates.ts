import type { ReviewSummary } from "#lib/reviews/output.ts";
import type { Gate, GateState } from "#lib/reviews/rules/gates.ts";
import { gatesToCome } from "#lib/reviews/rules/launch.ts";

/** How a gate is shown: `past` is one that is not met, and that neither a decision nor a launch rests on any more. */
export type ShownState = GateState | "past";

export type ShownGate = Omit<Gate, "state"> & { state: ShownState };

/** The gates of a review as they are shown: missing is what stands in the way of something that is to come. */
export function shownGates(review: Pick<ReviewSummary, "state" | "launchedSince" | "gates">): ShownGate[] {
  const toCome = gatesToCome(review, review.gates);
  return review.gates.map((gate) =>
    gate.state === "unmet" && !toCome.includes(gate) ? { ...gate, state: "past" } : gate,
  );
}
