import type { ReviewDetail } from "#lib/reviews/output.ts";
import type { GateId } from "#lib/reviews/rules/gates.ts";
import { DECIDED_STATES, isEnded } from "#lib/reviews/rules/states.ts";
import { dayWords } from "#lib/words.ts";

export type Gated = Pick<ReviewDetail, "state" | "launchedSince" | "gates" | "gateWaivers">;

/** What an unmet gate blocks, or until when it is waived. */
type InTheWay = { of: "approval" | "launch"; waivedUntil: string | null };

/** The current state; null after the review ends or the change launches, because nothing is left to block. */
export function inTheWay(id: GateId, { state, launchedSince, gates, gateWaivers }: Gated): InTheWay | null {
  const gate = gates.find((one) => one.id === id);
  if (!gate || isEnded(state) || launchedSince) return null;
  const waiver = gate.state === "waived" ? gateWaivers.find((one) => one.gate === id) : undefined;
  const isDecided = DECIDED_STATES.some((decided) => decided === state);
  return { of: isDecided ? "launch" : "approval", waivedUntil: waiver?.expiresOn ?? null };
}

export function blocksWords({ of, waivedUntil }: InTheWay): string {
  return waivedUntil === null ? `blocks the ${of}` : `waived until ${dayWords(waivedUntil)}`;
}
