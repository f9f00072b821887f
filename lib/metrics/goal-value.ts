import { readsAllNumbers } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { formatCount, formatValue, inUnit, type ValueKind } from "#lib/numbers.ts";
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
import { type GuardId, guardsOf } from "./rules/guards.ts";
import { mayOpen, type Picked } from "./rules/metrics-address.ts";
import { NO_FEED } from "./rules/no-feed.ts";
import { lastEndedBy, quarterBounds, quarterKey } from "./rules/quarter.ts";
import { trainingWords } from "./rules/training-share.ts";
import { metricsScope, PROGRAM_SCOPE } from "./scope.ts";

/**
 * A goal's number in the goal's unit; null, with the reason in `note`, if there is none to show. `n` is null if even
 * the count is hidden. `quarter` is null for a number taken at a moment.
 */
type GoalNumber = {
  value: number | null;
  n: number | null;
  note: string | null;
  window: string;
  quarter: string | null;
};

/**
 * The value a goal is judged by: the last quarter that ended no later than the due day. The backlog is judged by its
 * size now, and permanently by the end of its due day. `soFar`: the running quarter, which decides nothing; null once
 * the goal is due. `trend`: the quarters up to it, oldest first.
 */
type GoalValue = GoalNumber & { unit: string; soFar: GoalNumber | null; trend: (number | null)[] };

/**
 * A guard for the same scope and quarter, showing what a good number could hide. `said` is a number or the reason there
 * is none.
 */
type GoalGuard = { id: GuardId; name: string; said: string };

/**
 * A goal's number with its guards and the address of the rows it counts. `rows`: the address of the rows its reader may
 * open; null if they may open none.
 */
export type GuardedValue = GoalValue & { guards: GoalGuard[]; counted: Picked; rows: Picked | null };

type Bound = { id: number; metric: string; organisation: { id: number } | null; dueOn: string };

/** The current value of each goal, by goal id, for the whole program or the goal's organisation. */
export async function goalValues(ctx: Context, goals: readonly Bound[]): Promise<Record<number, GuardedValue>> {
  const values: Record<number, GuardedValue> = {};
  const shared: Shared = new Map();
  for (const { id, metric, organisation, dueOn } of goals) {
    const wanted = { metric: metric as GoalMetric, organisationId: organisation?.id, dueOn };
    const value = await valueOfGoal(ctx, wanted, shared);
    const guards: GoalGuard[] = [];
    for (const guard of guardsOf(metric)) guards.push(await guardOf(ctx, guard, wanted));
    const counted = rowsOf(ctx, wanted, value);
    const rows = mayOpen(counted, readsAllNumbers(ctx.actor)) ? counted : null;
    values[id] = { ...value, guards, counted, rows };
  }
  return values;
}

async function guardOf(ctx: Context, id: GuardId, wanted: Wanted): Promise<GoalGuard> {
  // Bypass is not computed yet.
  if (id === "M24") return { id, name: NO_FEED.bypass.name, said: FIGURE_STATE_WORDS.no_feed };
  const asked = await askedOf(ctx, wanted);
  const { name, kind, quarters } = await quartersOf(ctx, id, asked);
  const { ended } = lastOf(ctx, quarters, asked);
  const { value = null, n = null, state = "none" } = ended ?? {};
  if (!ended || value === null) return { id, name, said: FIGURE_STATE_WORDS[state === "shown" ? "none" : state] };
  const window = n === null ? ended.quarter.label : `${ended.quarter.label}, n = ${formatCount(n)}`;
  return { id, name, said: `${formatValue(kind, value)} (${window})` };
}

/** The address parameters for the rows behind a goal's number. */
function rowsOf({ day }: Context, { organisationId, dueOn }: Wanted, { quarter }: GoalNumber): Picked {
  return {
    ...(quarter === null ? {} : { quarter }),
    ...(organisationId === undefined ? {} : { organisation: String(organisationId) }),
    ...(quarter === null && dueOn < day ? { asOf: dueOn } : {}),
  };
}

/** The current value of a metric, used as the baseline of a new goal. Only for people who may set goals. */
export async function measuredNow(ctx: Context, input: MeasureInput): Promise<GoalValue> {
  const { metric, organisationId } = parse(measureInput, input);
  ensure(may(ctx.actor, "program.edit", null));
  return valueOfGoal(ctx, { metric, organisationId: organisationId ?? undefined, dueOn: ctx.day }, new Map());
}

/** Numbers that several goals read, counted once. */
type Shared = Map<string, Promise<QuarterFigures[]>>;
type Wanted = { metric: GoalMetric; organisationId: number | undefined; dueOn: string };

async function valueOfGoal(ctx: Context, wanted: Wanted, shared: Shared): Promise<GoalValue> {
  const { metric, dueOn } = wanted;
  const asked = await askedOf(ctx, wanted);
  if (metric === "M6") {
    const isDue = dueOn < ctx.day;
    const { n } = await backlogAt(ctx, asked.scope, isDue ? endOfDay(dueOn, asked.timeZone) : null);
    const window = isDue ? `end of ${dayWords(dueOn)}` : "now";
    return { ...noted("count", n, n, ""), window, quarter: null, unit: "open reviews", soFar: null, trend: [] };
  }
  return judged(ctx, metric, asked, shared);
}

/** The numbers a goal is judged by; until it is due, the current ones. */
async function askedOf(ctx: Context, { organisationId, dueOn }: Omit<Wanted, "metric">): Promise<Asked> {
  const { timeZone } = await programSettings(ctx);
  const scope = organisationId === undefined ? PROGRAM_SCOPE : await metricsScope(ctx, { organisationId });
  const quarter = dueOn < ctx.day ? lastEndedBy(dueOn) : begun(ctx.now, undefined, timeZone);
  return { quarter, timeZone, scope, asOf: null };
}

type Whole = Exclude<GoalMetric, "M6" | FigureId>;
type Read = (figures: QuarterFigures) => Omit<GoalNumber, "window" | "quarter">;

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

/** Judges by the last ended quarter, and returns the running one next to it. */
async function judged(
  ctx: Context,
  metric: Exclude<GoalMetric, "M6">,
  asked: Asked,
  shared: Shared,
): Promise<GoalValue> {
  const quarters = await numbersOf(ctx, metric, asked, shared);
  const { ended, running } = lastOf(ctx, quarters, asked);
  return {
    ...(ended ?? { ...noted("count", null, 0, "no quarter has ended"), window: "", quarter: null }),
    unit: isFigure(metric) ? unitOf(metric) : READERS[metric].unit,
    soFar: running ?? null,
    trend: quarters.map(({ value }) => value),
  };
}

/** From quarters ordered oldest first: the last ended one and the running one. */
function lastOf<Each>({ now }: Context, quarters: readonly Each[], { quarter, timeZone }: Asked) {
  const [last, before] = [quarters.at(-1), quarters.at(-2)];
  return quarterBounds(quarter, timeZone).end > now ? { ended: before, running: last } : { ended: last };
}

async function quartersOf(ctx: Context, id: FigureId, asked: Asked) {
  return figureOf(ctx, id, frameOf(ctx, asked, await keptQuarters(ctx, asked)));
}

/** The number for each of six quarters, oldest first. */
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
    return quarters.map((each) => ({ ...read(each), window: each.quarter.label, quarter: each.quarter.key }));
  }
  const { kind, quarters } = await quartersOf(ctx, metric, asked);
  return quarters.map((each) => ({
    ...noted(kind, each.value, each.n, FIGURE_STATE_WORDS[each.state === "shown" ? "none" : each.state]),
    window: each.quarter.label,
    quarter: each.quarter.key,
  }));
}

function unitOf(id: FigureId): string {
  return metricKind(id) === "share" ? "%" : metricDefinition(id).unit;
}

/** Converts a value to the unit in which people set goals. */
function noted(
  kind: ValueKind,
  value: number | null | undefined,
  n: number | null,
  otherwise: string,
): Omit<GoalNumber, "window" | "quarter"> {
  return value === null || value === undefined
    ? { value: null, n, note: otherwise }
    : { value: inUnit(kind, value), n, note: null };
}
