import type { ReadThreatModel } from "./formats/reading.ts";
import { qualityItems } from "./quality.ts";

/** The threats without a documented mitigation, by external id, and whether that blocks or only warns (Q01). */
export function undocumentedLevels(reading: ReadThreatModel): Map<string, "block" | "warn"> {
  const items = qualityItems(reading, { decisions: [] }).filter(({ id }) => id === "Q01");
  return new Map(
    items.flatMap(({ threatExternalId, level }) => {
      return threatExternalId === undefined ? [] : [[threatExternalId, level === "block" ? "block" : "warn"] as const];
    }),
  );
}
