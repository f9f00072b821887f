import type { ThreatItem } from "./formats/reading.ts";

/** Nobody has written down what is done about the threat, whatever its status: a mitigation that says nothing documents nothing. */
export function isUndocumented({ writtenMitigationIds }: Pick<ThreatItem, "writtenMitigationIds">): boolean {
  return writtenMitigationIds.length === 0;
}

/** Nobody has written down what is done about the threat, and it is not said to be not applicable. */
export function isUnmitigated(threat: Pick<ThreatItem, "writtenMitigationIds" | "state">): boolean {
  return isUndocumented(threat) && threat.state !== "not_applicable";
}
