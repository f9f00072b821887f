import type { Context } from "#lib/context.ts";
import type { GoalMetric } from "#lib/program/rules/goal.ts";
import { programSettings } from "#lib/program/settings.ts";
import { computeMetrics } from "./metrics-of.ts";
import type { Metrics, QuarterFigures } from "./output.ts";
import { begun } from "./read-query.ts";
import { PROGRAM_SCOPE } from "./scope.ts";

/** A number of a goal in the goal's unit; null with the reason in `note` where there is none to show. */
export type GoalNumber = { value: number | null; n: number; note: string | null; window: string };

/** What a goal is judged by: the last quarter that has ended, or now. `soFar`: the running quarter, which judges nothing. */
export type GoalValue = GoalNumber & { unit: string; soFar: GoalNumber | null };

const DAY_SECONDS = 86_400;

/**
 * The value of every metric a goal can be bound to, for the whole program: M1 median in days, M3 findings per review, M6
 * open reviews, M10 and M14 in percent.
 */
export async function goalValues(ctx: Context): Promise<Record<GoalMetric, GoalValue>> {
  const { timeZone } = await programSettings(ctx);
  const asked = { quarter: begun(ctx, undefined, timeZone), timeZone, scope: PROGRAM_SCOPE };
  return goalValuesIn(await computeMetrics(ctx, asked, ctx.now));
}

type Quarterly = Exclude<GoalMetric, "M6">;

const READERS: Record<Quarterly, { unit: string; read: (figures: QuarterFigures) => Omit<GoalNumber, "window"> }> = {
  M1: {
    unit: "days",
    read: ({ leadTime: { n, median } }) => {
      const note = n === 0 ? "no reviews" : median.state === "hidden" ? "too few to show" : "not reached";
      return noted(median.value === null ? null : median.value / DAY_SECONDS, n, note);
    },
  },
  M3: {
    unit: "findings per review",
    read: ({ findings: { n, rate } }) => noted(rate, n, "no reviews"),
  },
  M10: {
    unit: "%",
    read: ({ involvement: { n, involved } }) => noted(percent(involved?.share), n, "no decided reviews"),
  },
  M14: {
    unit: "%",
    read: ({ training: { n, share, state } }) =>
      noted(percent(share), n ?? 0, state === "suppressed" ? "fewer than five people" : "nobody yet"),
  },
};

function goalValuesIn({ trend, backlog }: Metrics): Record<GoalMetric, GoalValue> {
  const [ended, running] = trend.slice(-2);
  const quarterly = (metric: Quarterly): GoalValue => {
    const { unit, read } = READERS[metric];
    const of = (figures: QuarterFigures) => ({ ...read(figures), window: figures.quarter.label });
    const judged = ended ? of(ended) : { ...noted(null, 0, "no quarter has ended"), window: "" };
    return { ...judged, unit, soFar: running ? of(running) : null };
  };
  const open = { ...noted(backlog.n, backlog.n, ""), window: "now", unit: "open reviews", soFar: null };
  return { M1: quarterly("M1"), M3: quarterly("M3"), M6: open, M10: quarterly("M10"), M14: quarterly("M14") };
}

function percent(share: number | null | undefined): number | null {
  return share === null || share === undefined ? null : share * 100;
}

function noted(value: number | null, n: number, otherwise: string): Omit<GoalNumber, "window"> {
  return { value, n, note: value === null ? otherwise : null };
}
