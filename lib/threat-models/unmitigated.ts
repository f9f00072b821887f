import type { ThreatItem } from "./formats/reading.ts";

/**
 * Whether nobody has written down a response to the threat, whatever its status. A mitigation without content documents
 * nothing.
 */
export function isUndocumented({ writtenMitigationIds }: Pick<ThreatItem, "writtenMitigationIds">): boolean {
  return writtenMitigationIds.length === 0;
}

/** Whether the threat is undocumented and not marked as not applicable. */
export function isUnmitigated(threat: Pick<ThreatItem, "writtenMitigationIds" | "state">): boolean {
  return isUndocumented(threat) && threat.state !== "not_applicable";
}
