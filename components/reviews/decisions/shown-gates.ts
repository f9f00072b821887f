import type { ReviewSummary } from "#lib/reviews/output.ts";
import type { Gate, GateState } from "#lib/reviews/rules/gates.ts";
import { gatesToCome } from "#lib/reviews/rules/launch.ts";

/** The displayed state of a gate. `past`: unmet, but no decision or launch depends on the gate any more. */
export type ShownState = GateState | "past";

export type ShownGate = Omit<Gate, "state"> & { state: ShownState };

/** The gates of a review for display. Missing means blocking something still ahead. */
export function shownGates(review: Pick<ReviewSummary, "state" | "launchedSince" | "gates">): ShownGate[] {
  const toCome = gatesToCome(review, review.gates);
  return review.gates.map((gate) =>
    gate.state === "unmet" && !toCome.includes(gate) ? { ...gate, state: "past" } : gate,
  );
}
