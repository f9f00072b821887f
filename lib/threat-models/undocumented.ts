import type { QualityItem } from "./quality-view.ts";

/** The threats that are decided without all that a decision needs, by external id (Q15). */
export function undecidedThreats(items: readonly QualityItem[]): Set<string> {
  return new Set(items.flatMap(({ id, threatExternalId }) => (id === "Q15" ? (threatExternalId ?? []) : [])));
}

/** The threats without a documented mitigation, by external id, and whether that blocks or only warns (Q01). */
export function undocumentedLevels(items: readonly QualityItem[]): Map<string, "block" | "warn"> {
  return new Map(
    items.flatMap(({ id, threatExternalId, level }) => {
      if (id !== "Q01" || threatExternalId === undefined) return [];
      return [[threatExternalId, level === "block" ? "block" : "warn"] as const];
    }),
  );
}
