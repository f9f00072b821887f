import { expect, it } from "vitest";
import { leadTimeQuantiles } from "#components/metrics/lead-time-quantiles.ts";
import type { Metrics } from "#lib/metrics/output.ts";

const DAY = 86_400;
const shown = (days: number) => ({ value: days * DAY, atRisk: 9, low: null, high: null, state: "shown" as const });
const NONE = { value: null, atRisk: 0, low: null, high: null };

it("says when a quarter, half and three quarters were decided, and of what has no day why", () => {
  const words = (parts: Partial<Metrics["leadTime"]>) =>
    leadTimeQuantiles({ n: 20, p25: shown(3), median: shown(8.1), p75: shown(12), ...parts } as Metrics["leadTime"]);
  expect(words({})).toBe("a quarter decided in 3.0 d, half in 8.1 d, three quarters in 12.0 d");
  expect(words({ median: { ...NONE, state: "hidden" }, p75: { ...NONE, state: "not_reached" } })).toBe(
    "a quarter decided in 3.0 d, half: fewer than 5 left, three quarters: not reached",
  );
});
