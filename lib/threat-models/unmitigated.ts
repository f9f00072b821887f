import type { ThreatItem } from "./formats/reading.ts";

/** Nobody has written down what is done about the threat, whatever its status: a mitigation that says nothing documents nothing. */
export function isUndocumented({ writtenMitigationIds }: Pick<ThreatItem, "writtenMitigationIds">): boolean {
  return writtenMitigationIds.length === 0;
}

/**
 * Nobody has written down what is done about the threat, and it is neither not applicable nor decided by a person.
 * `decided`: the external ids of threats with a recorded decision.
 */
export function isUnmitigated(threat: ThreatItem, decided: ReadonlySet<string>): boolean {
  const { state, externalId } = threat;
  return isUndocumented(threat) && state !== "not_applicable" && !decided.has(externalId);
}
