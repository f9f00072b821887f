import type { Context } from "#lib/context.ts";
import { armsFile, BY_ARM, BY_MONTH, chartFile, monthsFile } from "./chart-file.ts";
import type { ComparedAddress } from "./input.ts";
import { issueRates } from "./issue-rates.ts";
import { leadTimeByArm } from "./lead-time-by-arm.ts";
import { comparedMetrics } from "./metrics-page.ts";

/**
 * The file of a chart of the requested metrics, with the comparison curve of its lead times. Throws like `metricsOf`,
 * and NotFound for an unknown chart.
 */
export async function metricChart(ctx: Context, chart: string, query: ComparedAddress) {
  const { asked, metrics, comparison } = await comparedMetrics(ctx, query);
  const content = async () => {
    if (chart === BY_ARM) return armsFile(await leadTimeByArm(ctx, asked));
    if (chart === BY_MONTH) return monthsFile(await issueRates(ctx, asked));
    return chartFile(metrics, chart, comparison.curve);
  };
  return { name: `${chart}-${metrics.quarter.key}.csv`, content: await content() };
}
