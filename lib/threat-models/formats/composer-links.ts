import { statusKey } from "../documentation.ts";
import type { AssumptionLink, JsonObject, MitigationLink } from "./reading.ts";
import type { ComposerDocument, ComposerThreat } from "./threat-composer-schema.ts";

type Index = Map<string, string[]>;

export type ComposerLinks = {
  mitigation: MitigationLink[];
  assumption: AssumptionLink[];
  mitigationsOfThreat: Index;
  danglingOfThreat: Index;
  threatsOfMitigation: Index;
  assumptionsOfThreat: Index;
  linkedOfAssumption: Index;
};

/**
 * Links in file order, resolved or not. The indexes contain each pair once, and only resolved ones unless named
 * dangling.
 */
export function resolveComposerLinks(document: ComposerDocument, rawThreats: ComposerThreat[]): ComposerLinks {
  const threats = new Set(rawThreats.map((threat) => String(threat.id)));
  const mitigations = new Set((document.mitigations ?? []).map((mitigation) => mitigation.id));
  const assumptions = new Set((document.assumptions ?? []).map((assumption) => assumption.id));
  const links: ComposerLinks = {
    mitigation: [],
    assumption: [],
    mitigationsOfThreat: new Map(),
    danglingOfThreat: new Map(),
    threatsOfMitigation: new Map(),
    assumptionsOfThreat: new Map(),
    linkedOfAssumption: new Map(),
  };
  for (const { mitigationId, linkedId, ...extra } of document.mitigationLinks ?? []) {
    const resolved = mitigations.has(mitigationId) && (threats.has(linkedId) || assumptions.has(linkedId));
    links.mitigation.push({ mitigationId, linkedId, resolved, ...kept(extra) });
    if (!threats.has(linkedId)) continue;
    add(resolved ? links.mitigationsOfThreat : links.danglingOfThreat, linkedId, mitigationId);
    if (resolved) add(links.threatsOfMitigation, mitigationId, linkedId);
  }
  for (const { type, assumptionId, linkedId, ...extra } of document.assumptionLinks ?? []) {
    const targets = statusKey(type) === "mitigation" ? mitigations : threats;
    const resolved = assumptions.has(assumptionId) && targets.has(linkedId);
    links.assumption.push({ type, assumptionId, linkedId, resolved, ...kept(extra) });
    if (!resolved) continue;
    add(links.linkedOfAssumption, assumptionId, linkedId);
    if (targets === threats) add(links.assumptionsOfThreat, linkedId, assumptionId);
  }
  return links;
}

function kept(extra: JsonObject): { extra?: JsonObject } {
  return Object.keys(extra).length > 0 ? { extra } : {};
}

function add(index: Index, key: string, value: string): void {
  const values = index.get(key) ?? [];
  if (!values.includes(value)) values.push(value);
  index.set(key, values);
}
