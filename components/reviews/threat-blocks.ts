import type { ReviewDetail } from "#lib/reviews/output.ts";
import { DECIDED_STATES, isEnded } from "#lib/reviews/rules/states.ts";
import { dayWords } from "#lib/words.ts";

type Review = Pick<ReviewDetail, "state" | "launchedSince" | "gates" | "gateWaivers">;

/** What is said of a threat that blocks: what it stands in the way of, or that it may stand; nothing where the review is over. */
export function threatBlocks({ state, launchedSince, gates, gateWaivers }: Review): string | null {
  const gate = gates.find(({ id }) => id === "threat_model");
  if (!gate || isEnded(state) || launchedSince) return null;
  const waiver = gateWaivers.find((one) => one.gate === gate.id);
  if (gate.state === "waived" && waiver) return `waived until ${dayWords(waiver.expiresOn)}`;
  return DECIDED_STATES.some((decided) => decided === state) ? "blocks the launch" : "blocks approval";
}
