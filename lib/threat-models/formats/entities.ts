import type { JsonValue } from "./reading.ts";

/** Lists whose members count as entities, at any depth, in any of the formats. */
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

export function countEntities(value: JsonValue): number {
  return Array.isArray(value) ? value.length + nested(value) : nested(value);
}

function nested(value: JsonValue | undefined): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + nested(item), 0);
  if (value === undefined || value === null || typeof value !== "object") return 0;
  // An instance in an OTM file names a threat of the library; the mitigations it lists are links.
  const isOtmInstance = "threat" in value;
  let sum = 0;
  for (const [key, item] of Object.entries(value)) {
    if (lists.has(key) && Array.isArray(item) && !isOtmInstance) sum += item.length;
    sum += nested(item);
  }
  return sum;
}
