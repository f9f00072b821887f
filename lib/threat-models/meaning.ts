import type {
  AssumptionItem,
  JsonObject,
  JsonValue,
  MitigationItem,
  ReadThreatModel,
  ThreatItem,
} from "./formats/reading.ts";

/**
 * The text of a model's meaning: the described system in words and pictures, the items and their links, in no order.
 * How the file is written, where elements are drawn and their order have no meaning.
 */
export function modelMeaning(reading: ReadThreatModel): string {
  return inKeyOrder({ description: reading.description, system: systemOf(reading), ...said(reading) });
}

/**
 * The text of the items and their links alone: what was written about the threats, regardless of the system's name and
 * description.
 */
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

/**
 * The file's description of the system apart from its items: for Threat Composer words and pictures, for others the
 * diagram.
 */
function systemOf({ format, envelope: { values } }: ReadThreatModel): JsonValue {
  if (format !== "threat_composer") return drawn(values);
  const { applicationInfo, architecture, dataflow } = values;
  return { applicationInfo, architecture, dataflow };
}

/** Keys for how and where elements are drawn, and for the tool version that wrote them. */
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

/** The drawn elements, in no order. Position and style have no meaning, but the text on an element does. */
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

/**
 * Keys left out of an item: its position, its places, the file's raw data, and its links, which are listed separately.
 */
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
