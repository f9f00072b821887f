import type { AssumptionItem, JsonValue, MitigationItem, ReadThreatModel, ThreatItem } from "./formats/reading.ts";

/**
 * The text of what a model says: the system in words and pictures as far as it is described, the items and their links, in no
 * order. How its file is written, where a tool draws an element and in which order it lists them says nothing.
 */
export function modelMeaning(reading: ReadThreatModel): string {
  const { description, threats, mitigations, assumptions, links } = reading;
  return inKeyOrder({
    description,
    system: systemOf(reading),
    threats: inNoOrder(threats.map(alone)),
    mitigations: inNoOrder(mitigations.map(alone)),
    assumptions: inNoOrder(assumptions.map(alone)),
    mitigationLinks: inNoOrder(links.mitigation),
    assumptionLinks: inNoOrder(links.assumption),
  });
}

/** What Threat Composer has of the system beside its items; the diagrams of other tools say where things are drawn. */
function systemOf({ format, envelope: { values } }: ReadThreatModel): JsonValue {
  if (format !== "threat_composer") return null;
  const { applicationInfo, architecture, dataflow } = values;
  return { applicationInfo, architecture, dataflow };
}

/** An item without its place, what the file has beside it, and its links, which are listed by themselves. */
const ELSEWHERE = new Set([
  ...["position", "raw"],
  ...["mitigationIds", "danglingMitigationIds", "assumptionIds", "threatIds", "linkedIds"],
]);

function alone(item: ThreatItem | MitigationItem | AssumptionItem): JsonValue {
  return Object.fromEntries(Object.entries(item).filter(([key]) => !ELSEWHERE.has(key)));
}

function inNoOrder(items: readonly JsonValue[]): string[] {
  return items.map(inKeyOrder).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function inKeyOrder(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(inKeyOrder).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).map(([key, held]) => `${JSON.stringify(key)}:${inKeyOrder(held)}`);
  return `{${entries.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join(",")}}`;
}
