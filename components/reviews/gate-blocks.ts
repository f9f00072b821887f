import type { ReviewDetail } from "#lib/reviews/output.ts";
import type { GateId } from "#lib/reviews/rules/gates.ts";
import { DECIDED_STATES, isEnded } from "#lib/reviews/rules/states.ts";
import { dayWords } from "#lib/words.ts";

export type Gated = Pick<ReviewDetail, "state" | "launchedSince" | "gates" | "gateWaivers">;

/** What is said of a thing that a gate is not met by: what it stands in the way of, or that it may stand; nothing where the review is over. */
export function gateBlocks(id: GateId, { state, launchedSince, gates, gateWaivers }: Gated): string | null {
  const gate = gates.find((one) => one.id === id);
  if (!gate || isEnded(state) || launchedSince) return null;
  const waiver = gateWaivers.find((one) => one.gate === gate.id);
  if (gate.state === "waived" && waiver) return `waived until ${dayWords(waiver.expiresOn)}`;
  return `blocks the ${DECIDED_STATES.some((decided) => decided === state) ? "launch" : "approval"}`;
}
