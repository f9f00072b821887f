import type {
  AssumptionItem,
  JsonObject,
  JsonValue,
  MitigationItem,
  ReadThreatModel,
  ThreatItem,
} from "./formats/reading.ts";

/**
 * The text of what a model says: the system in words and pictures as far as it is described, the items and their links, in no
 * order. How its file is written, where a tool draws an element and in which order it lists them says nothing.
 */
export function modelMeaning(reading: ReadThreatModel): string {
  return inKeyOrder({ description: reading.description, system: systemOf(reading), ...said(reading) });
}

/** The text of its items and their links alone: what was written of the threats, however the system is called and described. */
export function itemsMeaning(reading: ReadThreatModel): string {
  return inKeyOrder(said(reading));
}

/** The items and their links, in no order. */
function said({ threats, mitigations, assumptions, links }: ReadThreatModel): JsonObject {
  return {
    threats: inNoOrder(threats.map(alone)),
    mitigations: inNoOrder(mitigations.map(alone)),
    assumptions: inNoOrder(assumptions.map(alone)),
    mitigationLinks: inNoOrder(links.mitigation),
    assumptionLinks: inNoOrder(links.assumption),
  };
}

/** What the file has of the system beside its items: of Threat Composer in words and pictures, of others what they draw. */
function systemOf({ format, envelope: { values } }: ReadThreatModel): JsonValue {
  if (format !== "threat_composer") return drawn(values);
  const { applicationInfo, architecture, dataflow } = values;
  return { applicationInfo, architecture, dataflow };
}

/** Where and how something is drawn, and which version of a tool has written it. */
const DRAWING = new Set([
  ...[
    "angle",
    "connector",
    "height",
    "position",
    "representations",
    "router",
    "size",
    "thumbnail",
    "vertices",
    "width",
  ],
  ...["otmVersion", "ports", "smooth", "tools", "version", "visible", "x", "y", "z", "zIndex"],
]);

/** What is drawn, in no order: where it is drawn says nothing, nor does how, but for the text on it. */
function drawn(value: JsonValue | undefined): JsonValue {
  if (Array.isArray(value)) return inNoOrder(value.map(drawn));
  if (typeof value !== "object" || value === null) return value ?? null;
  const entries = Object.entries(value).filter(([key]) => !DRAWING.has(key));
  return Object.fromEntries(entries.map(([key, held]) => [key, key === "attrs" ? textsOf(held ?? null) : drawn(held)]));
}

function textsOf(value: JsonValue): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => {
    return key === "text" && typeof held === "string" ? [held] : textsOf(held ?? null);
  });
}

/** An item without its place and where it is known to be, what the file has beside it, and its links, which are listed by themselves. */
const ELSEWHERE = new Set([
  ...["position", "places", "raw"],
  ...["mitigationIds", "writtenMitigationIds", "danglingMitigationIds", "assumptionIds", "threatIds", "linkedIds"],
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
