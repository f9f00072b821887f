import type { Context } from "#lib/context.ts";
import { armsFile, BY_ARM, chartFile } from "./chart-file.ts";
import type { ComparedAddress } from "./input.ts";
import { leadTimeByArm } from "./lead-time-by-arm.ts";
import { comparedMetrics } from "./metrics-page.ts";

/**
 * The file of a chart of the metrics that an address asks for, with the curve that its lead times are drawn beside. Throws as
 * `metricsOf` does, and NotFound for a chart that there is not.
 */
export async function metricChart(ctx: Context, chart: string, query: ComparedAddress) {
  const { asked, metrics, comparison } = await comparedMetrics(ctx, query);
  const content =
    chart === BY_ARM ? armsFile(await leadTimeByArm(ctx, asked)) : chartFile(metrics, chart, comparison.curve);
  return { name: `${chart}-${metrics.quarter.key}.csv`, content };
}
