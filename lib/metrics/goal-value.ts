import type { Context } from "#lib/context.ts";
import type { GoalMetric } from "#lib/program/rules.ts";
import { programSettings } from "#lib/program/settings.ts";
import { computeMetrics } from "./metrics-of.ts";
import type { Metrics } from "./output.ts";
import { begun } from "./read-query.ts";
import { PROGRAM_SCOPE } from "./scope.ts";

/** A goal's number now. `value` is in `unit`; null with the reason in `note` where there is none to show. */
export type GoalValue = { value: number | null; unit: string; n: number; note: string | null };

const DAY_SECONDS = 86_400;

/**
 * The live value of every metric a goal can be bound to, for the whole program in the running quarter: M1 median in days,
 * M3 findings per review, M6 open reviews, M10 and M14 in percent.
 */
export async function goalValues(ctx: Context): Promise<Record<GoalMetric, GoalValue>> {
  const { timeZone } = await programSettings(ctx);
  const asked = { quarter: begun(ctx, undefined, timeZone), timeZone, scope: PROGRAM_SCOPE };
  return goalValuesIn(await computeMetrics(ctx, asked, ctx.now));
}

/** As `goalValues`, for one metric. */
export async function goalValue(ctx: Context, metric: GoalMetric): Promise<GoalValue> {
  return (await goalValues(ctx))[metric];
}

function goalValuesIn(metrics: Metrics): Record<GoalMetric, GoalValue> {
  const { leadTime, findings, backlog, involvement, training } = metrics;
  const { median, n } = leadTime.groups.all;
  const percent = (share: number | null | undefined) => (share === null || share === undefined ? null : share * 100);
  return {
    M1: {
      value: median.value === null ? null : median.value / DAY_SECONDS,
      unit: "days",
      n,
      note: median.state === "shown" ? null : median.state === "hidden" ? "too few to show" : "not reached",
    },
    M3: noted(findings.groups.all.rate, "findings per review", findings.n, "no reviews yet"),
    M6: noted(backlog.n, "open reviews", backlog.n, ""),
    M10: noted(percent(involvement.involved?.share), "%", involvement.n, "no decided reviews yet"),
    M14: noted(
      percent(training.share),
      "%",
      training.n ?? 0,
      training.state === "suppressed" ? "fewer than five people" : "nobody yet",
    ),
  };
}

function noted(value: number | null, unit: string, n: number, otherwise: string): GoalValue {
  return { value, unit, n, note: value === null ? otherwise : null };
}
