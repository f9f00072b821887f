import type { Tier } from "#lib/intake/rules/tiers.ts";
import { sealObstacle } from "./revision.ts";

type Decided = { tier: Tier | null; rejected: boolean; serviceRetiredAt: Date | string | null };

/** Why a decided review cannot be reopened; null if it can. */
export function reopenObstacle({ tier, rejected, serviceRetiredAt }: Decided): string | null {
  if (rejected) return "A rejected review cannot be reopened. Start a follow-up review instead.";
  if (serviceRetiredAt !== null) return "The service was retired, so its closed reviews cannot be reopened.";
  return sealObstacle({ tier });
}
