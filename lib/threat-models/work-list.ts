import type { ThreatItem } from "./formats/reading.ts";
import { isUnmitigated } from "./unmitigated.ts";

export const workReasons = ["unmitigated", "unprioritised", "changed", "rest"] as const;
export type WorkReason = (typeof workReasons)[number];
export type WorkItem = { threat: ThreatItem; reason: WorkReason };

/** `changed`: threats changed since the last sign-off. `decided`: threats with a recorded decision. Both by external id. */
export type WorkContext = { changed: ReadonlySet<string>; decided: ReadonlySet<string> };

/** The order in which threats are looked at; within one reason the order of the file. */
export function workList(threats: readonly ThreatItem[], context: WorkContext): WorkItem[] {
  const items = threats.map((threat): WorkItem => ({ threat, reason: reasonFor(threat, context) }));
  return workReasons.flatMap((reason) => items.filter((item) => item.reason === reason));
}

function reasonFor(threat: ThreatItem, { changed, decided }: WorkContext): WorkReason {
  if (isUnmitigated(threat, decided)) return "unmitigated";
  if (threat.priority === null) return "unprioritised";
  return changed.has(threat.externalId) ? "changed" : "rest";
}
