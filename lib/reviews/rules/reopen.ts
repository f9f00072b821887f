import { sealObstacle } from "./revision.ts";
import type { Tier } from "./tiers.ts";

/** Why a decided review can not be opened again; null where it can. */
export function reopenObstacle({ tier, rejected }: { tier: Tier | null; rejected: boolean }): string | null {
  if (!rejected) return sealObstacle({ tier });
  return "A rejected review is not reopened: follow it with a new, linked one.";
}
