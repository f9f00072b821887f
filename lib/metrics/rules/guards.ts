import type { MetricId } from "./definitions.ts";

/**
 * Which number guards which: it shows what a good one could hide, and stands beside it wherever that is shown. Bypass (M24) is not
 * computed yet.
 */
export const GUARDS = {
  M5: ["M1", "M3"],
  M17: ["M14"],
  M24: ["M1"],
} as const satisfies Partial<Record<MetricId | "M24", readonly MetricId[]>>;

/** Whether a number guards another one. */
export function isGuard(id: string): id is keyof typeof GUARDS {
  return Object.hasOwn(GUARDS, id);
}
