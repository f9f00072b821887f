import { detectFormat, detectOther } from "./detect.ts";
import { type ParsedDocument, parseModelDocument } from "./document.ts";
import { atMost, limits } from "./limits.ts";
import { readOtm } from "./otm.ts";
import type { JsonValue, ThreatModelFormat, ThreatModelReading } from "./reading.ts";
import { readThreatComposer } from "./threat-composer.ts";
import { readThreatDragonV1, readThreatDragonV2 } from "./threat-dragon.ts";

/** Lists whose members count as entities, at any depth, in any format. */
const lists = new Set([
  "threats",
  "mitigations",
  "assumptions",
  "cells",
  "components",
  "dataflows",
  "trustZones",
  "assets",
]);

function countEntities(value: JsonValue): number {
  return Array.isArray(value) ? value.length + nested(value) : nested(value);
}

function nested(value: JsonValue | undefined): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + nested(item), 0);
  if (value === undefined || value === null || typeof value !== "object") return 0;
  // An instance in an OTM file refers to a library threat; the mitigations it lists are links.
  const isOtmInstance = "threat" in value;
  let sum = 0;
  for (const [key, item] of Object.entries(value)) {
    if (lists.has(key) && Array.isArray(item) && !isOtmInstance) sum += item.length;
    sum += nested(item);
  }
  return sum;
}

export type { Documentation, Priority } from "../documentation.ts";
export type * from "./reading.ts";

const readers: Record<ThreatModelFormat, (value: JsonValue) => ThreatModelReading> = {
  threat_composer: readThreatComposer,
  threat_dragon_v1: readThreatDragonV1,
  threat_dragon_v2: readThreatDragonV2,
  otm: readOtm,
};

/** Reads a threat model file as items, or returns every reason why it is not one. Never throws on bad input. */
export function readThreatModel(bytes: Uint8Array | string): ThreatModelReading {
  const document = parseModelDocument(bytes);
  if (!document.ok) return detectOther(typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes)) ?? document;
  const detected = detectFormat(document.value);
  if (!detected.ok) return detected;
  const reading = readFormat(detected.format, document);
  return reading.ok ? reading : { ...reading, isModel: true };
}

function readFormat(format: ThreatModelFormat, document: Extract<ParsedDocument, { ok: true }>): ThreatModelReading {
  const entities = countEntities(document.value);
  if (entities > limits.entities) {
    const message = `The file contains ${entities} threats, mitigations, assumptions and elements; the limit is ${limits.entities}.`;
    return { ok: false, problems: [{ path: [], message }] };
  }
  const reading = readers[format](document.value);
  if (!reading.ok) return { ok: false, problems: document.located(reading.problems) };
  const links = reading.links.mitigation.length + reading.links.assumption.length;
  if (links > limits.links) {
    const message = `The file contains ${links} links between its items; the limit is ${limits.links}.`;
    return { ok: false, problems: [{ path: [], message }] };
  }
  return { ...reading, warnings: atMost([...document.warnings, ...reading.warnings], "warnings") };
}
