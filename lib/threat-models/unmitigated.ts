import type { ThreatItem } from "./formats/reading.ts";

/**
 * Nobody has written down what is done about the threat, and it is neither not applicable nor decided by a person.
 * `decided`: the external ids of threats with a recorded decision.
 */
export function isUnmitigated(threat: ThreatItem, decided: ReadonlySet<string>): boolean {
  const { mitigationIds, state, externalId } = threat;
  return mitigationIds.length === 0 && state !== "not_applicable" && !decided.has(externalId);
}
