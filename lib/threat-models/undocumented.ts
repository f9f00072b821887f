import type { ReadThreatModel } from "./formats/reading.ts";
import { qualityItems } from "./quality.ts";

/** The threats that are decided without all that a decision needs, by external id (Q15). */
export function undecidedThreats(reading: ReadThreatModel): Set<string> {
  const items = qualityItems(reading, { decisions: [] }).filter(({ id }) => id === "Q15");
  return new Set(items.flatMap(({ threatExternalId }) => threatExternalId ?? []));
}

/** The threats without a documented mitigation, by external id, and whether that blocks or only warns (Q01). */
export function undocumentedLevels(reading: ReadThreatModel): Map<string, "block" | "warn"> {
  const items = qualityItems(reading, { decisions: [] }).filter(({ id }) => id === "Q01");
  return new Map(
    items.flatMap(({ threatExternalId, level }) => {
      return threatExternalId === undefined ? [] : [[threatExternalId, level === "block" ? "block" : "warn"] as const];
    }),
  );
}
