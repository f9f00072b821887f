import type { ThreatItem } from "./formats/reading.ts";
import { isUnmitigated } from "./unmitigated.ts";

const workReasons = ["unmitigated", "unprioritised", "changed", "rest"] as const;
type WorkReason = (typeof workReasons)[number];
type WorkItem = { threat: ThreatItem; reason: WorkReason };

/**
 * The order for examining threats; file order within one reason. `changed`: the external ids of threats changed since
 * the last sign-off.
 */
export function workList(threats: readonly ThreatItem[], changed: ReadonlySet<string>): WorkItem[] {
  const items = threats.map((threat): WorkItem => ({ threat, reason: reasonFor(threat, changed) }));
  return workReasons.flatMap((reason) => items.filter((item) => item.reason === reason));
}

function reasonFor(threat: ThreatItem, changed: ReadonlySet<string>): WorkReason {
  if (isUnmitigated(threat)) return "unmitigated";
  if (threat.priority === null) return "unprioritised";
  return changed.has(threat.externalId) ? "changed" : "rest";
}
