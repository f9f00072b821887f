import { sealObstacle } from "./revision.ts";
import type { ReviewState } from "./states.ts";
import type { Tier } from "./tiers.ts";

type Ended = { state: ReviewState; tier: Tier | null; lastOutcome: string | null };

/** Why a decided review can not be opened again; null where it can. */
export function reopenObstacle({ state, tier, lastOutcome }: Ended): string | null {
  if (state !== "closed" || lastOutcome !== "rejected") return sealObstacle({ tier });
  return "A rejected review is not reopened: follow it with a new, linked one.";
}
