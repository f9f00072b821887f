import type { ModelPage, ThreatRow } from "#lib/threat-models/output.ts";

export type ThreatGroup = { title: string; threats: ThreatRow[] };

/** Threats in review order: without mitigation, unranked, changed, then the rest. */
export function threatGroups(threats: readonly ThreatRow[], changes: ModelPage["changes"]): ThreatGroup[] {
  const touched = new Set([...(changes?.added ?? []), ...(changes?.changed ?? [])]);
  const reasons = [
    { title: "Without a documented mitigation", holds: (threat: ThreatRow) => threat.undocumented },
    { title: "Priority not set", holds: (threat: ThreatRow) => threat.priority === null },
    { title: `Changed since version ${changes?.since}`, holds: (threat: ThreatRow) => touched.has(threat.externalId) },
    { title: "With a documented mitigation", holds: () => true },
  ];
  const reasonOf = (threat: ThreatRow) => reasons.find(({ holds }) => holds(threat));
  return reasons
    .map((reason) => ({ title: reason.title, threats: threats.filter((threat) => reasonOf(threat) === reason) }))
    .filter(({ threats }) => threats.length > 0);
}
