import type { ReviewDetail } from "#lib/reviews/output.ts";
import { DECIDED_STATES, isEnded } from "#lib/reviews/rules/states.ts";
import { dayWords } from "#lib/words.ts";

type Review = Pick<ReviewDetail, "state" | "launchedSince" | "gates" | "gateWaivers">;

/** What is said of a threat that blocks: what it stands in the way of, or that it may stand; nothing where the review is over. */
export function threatBlocks({ state, launchedSince, gates, gateWaivers }: Review): string | null {
  const gate = gates.find(({ id }) => id === "threat_model");
  const what = blockedIn({ state, launchedSince });
  if (!gate || !what) return null;
  const waiver = gateWaivers.find((one) => one.gate === gate.id);
  if (gate.state === "waived" && waiver) return `waived until ${dayWords(waiver.expiresOn)}`;
  return `blocks ${what}`;
}

/** What a thing that blocks stands in the way of now; nothing where the review is over, or its change was launched. */
export function blockedIn({ state, launchedSince }: Pick<Review, "state" | "launchedSince">): string | null {
  if (isEnded(state) || launchedSince) return null;
  return DECIDED_STATES.some((decided) => decided === state) ? "the launch" : "the approval";
}
