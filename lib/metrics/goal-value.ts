import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { inUnit, type ValueKind } from "#lib/numbers.ts";
import { programSettings } from "#lib/program/settings.ts";
import { dayWords } from "#lib/words.ts";
import { backlogAt } from "./backlog-at.ts";
import { frameOf } from "./figures/frame.ts";
import { figureOf } from "./figures-of.ts";
import { type MeasureInput, measureInput } from "./input.ts";
import { keptQuarters } from "./kept-quarters.ts";
import { comparedQuarters } from "./metrics-of.ts";
import type { QuarterFigures } from "./output.ts";
import { type Asked, begun, endOfDay } from "./read-query.ts";
import { type FigureId, type GoalMetric, isFigure, metricDefinition, metricKind } from "./rules/definitions.ts";
import { FIGURE_STATE_WORDS, quantileWords } from "./rules/figure.ts";
import { lastEndedBy, quarterBounds, quarterKey } from "./rules/quarter.ts";
import { trainingWords } from "./rules/training-share.ts";
import { metricsScope, PROGRAM_SCOPE } from "./scope.ts";

/** A number of a goal in the goal's unit; null with the reason in `note` where there is none to show. `n` is null where even that is not told. */
export type GoalNumber = { value: number | null; n: number | null; note: string | null; window: string };

/**
 * What a goal is judged by: the last quarter that has ended, and none that ended after its due day; one of the backlog by now, and
 * for good by the end of its due day. `soFar`: the running quarter, which judges nothing; null once the goal is due. `trend`: the
 * quarters up to it, the oldest first.
 */
export type GoalValue = GoalNumber & { unit: string; soFar: GoalNumber | null; trend: (number | null)[] };

type Bound = { id: number; metric: string; organisation: { id: number } | null; dueOn: string };

/** What each of these goals stands at, by its id: of the whole program, or of the organisation it is about. */
export async function goalValues(ctx: Context, goals: readonly Bound[]): Promise<Record<number, GoalValue>> {
  const values: Record<number, GoalValue> = {};
  const shared: Shared = new Map();
  for (const { id, metric, organisation, dueOn } of goals) {
    values[id] = await valueOfGoal(
      ctx,
      { metric: metric as GoalMetric, organisationId: organisation?.id, dueOn },
      shared,
    );
  }
  return values;
}

/** What a metric that a goal is to be bound to stands at: where the goal begins. For those who may set goals. */
export async function measuredNow(ctx: Context, input: MeasureInput): Promise<GoalValue> {
  const { metric, organisationId } = parse(measureInput, input);
  ensure(may(ctx.actor, "program.edit", null));
  return valueOfGoal(ctx, { metric, organisationId: organisationId ?? undefined, dueOn: ctx.day }, new Map());
}

/** Numbers that several goals are read from, counted once. */
type Shared = Map<string, Promise<QuarterFigures[]>>;
type Wanted = { metric: GoalMetric; organisationId: number | undefined; dueOn: string };

async function valueOfGoal(ctx: Context, wanted: Wanted, shared: Shared): Promise<GoalValue> {
  const { metric, organisationId, dueOn } = wanted;
  const { timeZone } = await programSettings(ctx);
  const scope = organisationId === undefined ? PROGRAM_SCOPE : await metricsScope(ctx, { organisationId });
  if (metric === "M6") {
    const isDue = dueOn < ctx.day;
    const { n } = await backlogAt(ctx, scope, isDue ? endOfDay(dueOn, timeZone) : null);
    const window = isDue ? `end of ${dayWords(dueOn)}` : "now";
    return { ...noted("count", n, n, ""), window, unit: "open reviews", soFar: null, trend: [] };
  }
  const running = begun(ctx.now, undefined, timeZone);
  const quarter = dueOn < ctx.day ? lastEndedBy(dueOn) : running;
  return judged(ctx, metric, { quarter, timeZone, scope, asOf: null }, shared);
}

type Whole = Exclude<GoalMetric, "M6" | FigureId>;
type Read = (figures: QuarterFigures) => Omit<GoalNumber, "window">;

const READERS: Record<Whole, { unit: string; read: Read }> = {
  M1: {
    unit: "days",
    read: ({ leadTime: { n, median } }) => noted("duration", median.value, n, quantileWords(median, n)),
  },
  M3: {
    unit: "findings per review",
    read: ({ findings: { n, rate } }) => noted("rate", rate, n, "no reviews"),
  },
  M10: {
    unit: "%",
    read: ({ involvement: { n, involved } }) => noted("share", involved?.share, n, "no decided reviews"),
  },
  M14: {
    unit: "%",
    read: ({ training: { n, share, state } }) => noted("share", share, n, trainingWords(state)),
  },
};

/** By the last quarter that has ended, with the running one beside it. */
async function judged(
  ctx: Context,
  metric: Exclude<GoalMetric, "M6">,
  asked: Asked,
  shared: Shared,
): Promise<GoalValue> {
  const quarters = await numbersOf(ctx, metric, asked, shared);
  const isRunning = quarterBounds(asked.quarter, asked.timeZone).end > ctx.now;
  const [ended, running] = isRunning ? quarters.slice(-2) : [quarters.at(-1)];
  return {
    ...(ended ?? { ...noted("count", null, 0, "no quarter has ended"), window: "" }),
    unit: isFigure(metric) ? unitOf(metric) : READERS[metric].unit,
    soFar: running ?? null,
    trend: quarters.map(({ value }) => value),
  };
}

/** The number of each of six quarters, the oldest first. */
async function numbersOf(
  ctx: Context,
  metric: Exclude<GoalMetric, "M6">,
  asked: Asked,
  shared: Shared,
): Promise<GoalNumber[]> {
  if (!isFigure(metric)) {
    const { read } = READERS[metric];
    const key = `${asked.scope.organisation?.id ?? ""} ${quarterKey(asked.quarter)}`;
    const counting = shared.get(key) ?? comparedQuarters(ctx, asked);
    shared.set(key, counting);
    const quarters = await counting;
    return quarters.map((each) => ({ ...read(each), window: each.quarter.label }));
  }
  const { kind, quarters } = await figureOf(ctx, metric, frameOf(ctx, asked, await keptQuarters(ctx, asked)));
  return quarters.map((each) => ({
    ...noted(kind, each.value, each.n, FIGURE_STATE_WORDS[each.state === "shown" ? "none" : each.state]),
    window: each.quarter.label,
  }));
}

function unitOf(id: FigureId): string {
  return metricKind(id) === "share" ? "%" : metricDefinition(id).unit;
}

/** In the unit in which people set goals. */
function noted(
  kind: ValueKind,
  value: number | null | undefined,
  n: number | null,
  otherwise: string,
): Omit<GoalNumber, "window"> {
  return value === null || value === undefined
    ? { value: null, n, note: otherwise }
    : { value: inUnit(kind, value), n, note: null };
}
