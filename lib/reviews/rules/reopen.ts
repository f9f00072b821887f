import type { Tier } from "#lib/intake/rules/tiers.ts";
import { sealObstacle } from "./revision.ts";

type Decided = { tier: Tier | null; rejected: boolean; serviceRetiredAt: Date | string | null };

/** Why a decided review cannot be reopened; null if it can. */
export function reopenObstacle({ tier, rejected, serviceRetiredAt }: Decided): string | null {
  if (rejected) return "A rejected review is not reopened: follow it with a new, linked one.";
  if (serviceRetiredAt !== null) return "Its service was retired: what is closed stays so.";
  return sealObstacle({ tier });
}
