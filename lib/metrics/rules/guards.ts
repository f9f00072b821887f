import type { MetricId } from "./definitions.ts";

/**
 * Which number guards which: it shows what a good number could hide and appears next to it everywhere. Bypass (M24) is
 * not computed yet.
 */
export const GUARDS = {
  M5: ["M1", "M3"],
  M17: ["M14"],
  M24: ["M1"],
} as const satisfies Partial<Record<MetricId | "M24", readonly MetricId[]>>;

export type GuardId = keyof typeof GUARDS;

/** Whether a number guards another. */
export function isGuard(id: string): id is GuardId {
  return Object.hasOwn(GUARDS, id);
}

/** The guards of a number. */
export function guardsOf(metric: string): GuardId[] {
  const guarded: [string, readonly string[]][] = Object.entries(GUARDS);
  return guarded.flatMap(([id, of]) => (isGuard(id) && of.includes(metric) ? [id] : []));
}
