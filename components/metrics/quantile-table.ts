import type { ChartTableColumn } from "#components/charts/chart-table.tsx";
import type { Quantiles } from "#lib/metrics/output.ts";
import { intervalWords, quantileWords } from "#lib/metrics/rules/figure.ts";
import { formatCount } from "#lib/numbers.ts";

/** Table columns for lead-time curves, one row each. */
export const QUANTILE_COLUMNS: ChartTableColumn[] = [
  { key: "of", header: "Of" },
  { key: "n", header: "n", numeric: true },
  { key: "median", header: "Median", numeric: true },
  { key: "interval", header: "95 % interval", numeric: true },
  { key: "p25", header: "P25", numeric: true },
  { key: "p75", header: "P75", numeric: true },
  { key: "p90", header: "P90", numeric: true },
];

/** One table row for a named curve. */
export function quantileRow(of: string, { n, median, p25, p75, p90 }: Quantiles & { n: number }) {
  return {
    of,
    n: formatCount(n),
    median: quantileWords(median, n),
    interval: intervalWords("duration", median) ?? "–",
    p25: quantileWords(p25, n),
    p75: quantileWords(p75, n),
    p90: quantileWords(p90, n),
  };
}
