import type { MetricRows } from "#lib/metrics/output.ts";
import { quarterName } from "./metric-words.ts";

/** "2026 Q3", "2025 Q4 to 2026 Q3". Point-in-time metrics show today or the selected day. */
export function windowWords({ from, quarter, isNow }: Pick<MetricRows, "from" | "quarter" | "isNow">): string {
  if (!quarter) return isNow ? "now" : "then";
  return from && from.key !== quarter.key ? `${from.label} to ${quarterName(quarter)}` : quarterName(quarter);
}
