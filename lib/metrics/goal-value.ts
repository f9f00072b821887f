import type { Context } from "#lib/context.ts";
import type { GoalMetric } from "#lib/program/rules/goal.ts";
import { programSettings } from "#lib/program/settings.ts";
import type { Metrics, QuarterFigure, QuarterFigures } from "./output.ts";
import { begun } from "./read-query.ts";
import { keptMetrics } from "./recent-metrics.ts";
import { type FigureId, isFigure, type MetricKind, metricKind } from "./rules/definitions.ts";
import { metricsScope, PROGRAM_SCOPE } from "./scope.ts";

/** A number of a goal in the goal's unit; null with the reason in `note` where there is none to show. */
export type GoalNumber = { value: number | null; n: number; note: string | null; window: string };

/**
 * What a goal is judged by: the last quarter that has ended, or now. `soFar`: the running quarter, which judges nothing. `trend`:
 * the quarters up to it, the oldest first.
 */
export type GoalValue = GoalNumber & { unit: string; soFar: GoalNumber | null; trend: (number | null)[] };

type Bound = { id: number; metric: string; organisation: { id: number } | null };

const DAY_SECONDS = 86_400;

/** What each of these goals stands at, by its id: of the whole program, or of the organisation it is about. */
export async function goalValues(ctx: Context, goals: readonly Bound[]): Promise<Record<number, GoalValue>> {
  const values: Record<number, GoalValue> = {};
  for (const { id, metric, organisation } of goals) {
    values[id] = goalValueIn(await metricsFor(ctx, organisation?.id), metric as GoalMetric);
  }
  return values;
}

/** What every metric that a goal can be bound to stands at, of the whole program: where a new goal begins. */
export async function measuredNow(ctx: Context, metrics: readonly GoalMetric[]): Promise<Record<string, GoalValue>> {
  const measured = await metricsFor(ctx, undefined);
  return Object.fromEntries(metrics.map((metric) => [metric, goalValueIn(measured, metric)]));
}

async function metricsFor(ctx: Context, organisationId: number | undefined): Promise<Metrics> {
  const { timeZone } = await programSettings(ctx);
  const scope = organisationId === undefined ? PROGRAM_SCOPE : await metricsScope(ctx, { organisationId });
  return keptMetrics(ctx, { quarter: begun(ctx.now, undefined, timeZone), timeZone, scope, asOf: null });
}

type Whole = Exclude<GoalMetric, "M6" | FigureId>;
type Read = (figures: QuarterFigures) => Omit<GoalNumber, "window">;

const READERS: Record<Whole, { unit: string; read: Read }> = {
  M1: {
    unit: "days",
    read: ({ leadTime: { n, median } }) => {
      const note = n === 0 ? "no reviews" : median.state === "hidden" ? "too few to show" : "not reached";
      return noted(inUnit("duration", median.value), n, note);
    },
  },
  M3: {
    unit: "findings per review",
    read: ({ findings: { n, rate } }) => noted(rate, n, "no reviews"),
  },
  M10: {
    unit: "%",
    read: ({ involvement: { n, involved } }) => noted(inUnit("share", involved?.share), n, "no decided reviews"),
  },
  M14: {
    unit: "%",
    read: ({ training: { n, share, state } }) =>
      noted(inUnit("share", share), n ?? 0, state === "suppressed" ? NOTES.suppressed : "nobody yet"),
  },
};

const UNITS: Record<MetricKind, string> = {
  duration: "days",
  share: "%",
  rate: "per review",
  hours: "hours",
  count: "",
};

const NOTES: Record<QuarterFigure["state"], string> = {
  shown: "nothing counted",
  none: "nothing counted",
  hidden: "too few to show",
  not_reached: "not reached",
  suppressed: "too few people",
};

function goalValueIn(metrics: Metrics, metric: GoalMetric): GoalValue {
  if (metric === "M6") {
    const { n } = metrics.backlog;
    return { ...noted(n, n, ""), window: "now", unit: "open reviews", soFar: null, trend: [] };
  }
  if (isFigure(metric)) {
    const { kind, quarters } = figureIn(metrics, metric);
    const read = (each: QuarterFigure) => noted(inUnit(kind, each.value), each.n ?? 0, NOTES[each.state]);
    return judged(quarters, UNITS[kind], read);
  }
  const { unit, read } = READERS[metric];
  return judged(metrics.trend, unit, read);
}

function figureIn({ figures }: Metrics, id: FigureId) {
  return figures.find((each) => each.id === id) ?? { kind: metricKind(id), quarters: [] };
}

/** By the last quarter that has ended, with the running one beside it. */
function judged<T extends { quarter: { label: string } }>(
  quarters: readonly T[],
  unit: string,
  read: (quarter: T) => Omit<GoalNumber, "window">,
): GoalValue {
  const [ended, running] = quarters.slice(-2);
  const of = (quarter: T) => ({ ...read(quarter), window: quarter.quarter.label });
  const value = ended ? of(ended) : { ...noted(null, 0, "no quarter has ended"), window: "" };
  return { ...value, unit, soFar: running ? of(running) : null, trend: quarters.map((each) => read(each).value) };
}

/** In the unit in which people set goals: days, percent. */
function inUnit(kind: MetricKind, value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (kind === "duration") return value / DAY_SECONDS;
  return kind === "share" ? value * 100 : value;
}

function noted(value: number | null, n: number, otherwise: string): Omit<GoalNumber, "window"> {
  return { value, n, note: value === null ? otherwise : null };
}
