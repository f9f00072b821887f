import type { Context } from "#lib/context.ts";
import { OPEN_STATES, TURNS } from "#lib/reviews/rules/states.ts";
import { mayTellIdle } from "./assigned-people.ts";
import { backlogAt } from "./backlog-at.ts";
import { cohortCounts, leadTimes, type Windows } from "./cohort.ts";
import { escapeCounts, hasEscapes } from "./escapes.ts";
import { figuresOf } from "./figures-of.ts";
import { guardianEffectIn } from "./guardian-effect.ts";
import type { MetricsAddress } from "./input.ts";
import type { Metrics, QuarterFigures } from "./output.ts";
import { type Asked, knownAt, quarterWords, readQuery } from "./read-query.ts";
import {
  type CohortCounts,
  findingsOf,
  involvementOf,
  type LeadTimes,
  leadCurve,
  leadTimeOf,
  NO_COUNTS,
  shownQuantile,
} from "./rules/cohort.ts";
import { metricDefinition } from "./rules/definitions.ts";
import { escapesOf, NO_ESCAPES } from "./rules/escapes.ts";
import { noFeed } from "./rules/no-feed.ts";
import type { Quarter } from "./rules/quarter.ts";
import { trainingShare } from "./rules/training-share.ts";
import { type TrainingCount, trainingAt } from "./training.ts";
import { isCut, trendWindows } from "./trend-windows.ts";

/**
 * Every metric of one quarter with definition, window, n and what stands beside it, and its trend over six quarters.
 * `query`: `{ quarter?: "2026-Q3", organisation?: "3", team?: "7" }`. Durations in seconds, shares from 0 to 1.
 * Throws Invalid for a wrong quarter or day, NotFound for a scope out of reach. As of now, or of the day `asOf` ("2026-07-14").
 */
export async function metricsOf(ctx: Context, query: MetricsAddress): Promise<Metrics> {
  return computeMetrics(ctx, await readQuery(ctx, query));
}

/** As `metricsOf`, for a query already read. */
export async function computeMetrics(ctx: Context, asked: Asked): Promise<Metrics> {
  const asOf = knownAt(ctx, asked);
  const { quarter, timeZone, scope } = asked;
  const { quarters, windows, moments } = trendWindows(asked, asOf);
  const times = await leadTimes(ctx, scope, windows);
  const counts = await cohortCounts(ctx, scope, windows);
  const trained = await trainedIn(ctx, asked);
  const open = await backlogAt(ctx, scope, asked.asOf);
  const escaped = await escapeCounts(ctx, scope, windows);
  const isFed = await hasEscapes(ctx, asOf);
  const last = { times: times.at(-1) ?? [], counts: counts.at(-1) ?? NO_COUNTS, trained: trained.at(-1) };
  const words = (each: Quarter) => quarterWords(each, timeZone, asOf);
  const { label, organisation, team } = scope;
  return {
    quarter: words(quarter),
    timeZone,
    asOf: asOf.toISOString(),
    isNow: asked.asOf === null,
    scope: { label, organisation, team },
    leadTime: { ...metricDefinition("M1"), ...leadTimeOf(last.times) },
    leadTimeBefore: beforeOf(words(quarters.at(-2) ?? quarter), times.at(-2) ?? []),
    effect: { ...metricDefinition("M2"), ...(await guardianEffectIn(ctx, quarter, timeZone, asOf)) },
    findings: { ...metricDefinition("M3"), ...findingsOf(last.counts) },
    escapes: { ...metricDefinition("M5"), ...escapesOf(escaped.at(-1) ?? NO_ESCAPES, isFed) },
    backlog: backlogMetric(asOf, open),
    involvement: {
      ...metricDefinition("M10"),
      ...involvementOf(last.counts, await mayTellIdle(ctx, scope, lastOf(windows))),
    },
    training: {
      ...metricDefinition("M14"),
      ...trainingShare(last.trained),
      asOf: (moments.at(-1) ?? asOf).toISOString(),
    },
    trend: quarters.map((each, index) =>
      comparedOf(words(each), times[index] ?? [], counts[index] ?? NO_COUNTS, trained[index]),
    ),
    figures: await figuresOf(ctx, asked, {
      ...{ scope, timeZone, windows, moments, pickedDay: asked.asOf },
      cohort: async () => counts,
      escapes: async () => ({ counts: escaped, isFed }),
    }),
    noFeed: noFeed({ escapes: isFed }),
  };
}

/** The four numbers that are compared between quarters, of six of them, the oldest first. */
export async function comparedQuarters(ctx: Context, asked: Asked): Promise<QuarterFigures[]> {
  const asOf = knownAt(ctx, asked);
  const { quarters, windows } = trendWindows(asked, asOf);
  const times = await leadTimes(ctx, asked.scope, windows);
  const counts = await cohortCounts(ctx, asked.scope, windows);
  const trained = await trainedIn(ctx, asked);
  return quarters.map((each, index) =>
    comparedOf(
      quarterWords(each, asked.timeZone, asOf),
      times[index] ?? [],
      counts[index] ?? NO_COUNTS,
      trained[index],
    ),
  );
}

/** M14 of each quarter of the trend; nothing of one that a chosen day cuts. */
async function trainedIn(ctx: Context, asked: Asked): Promise<(TrainingCount | null)[]> {
  const { windows, moments } = trendWindows(asked, knownAt(ctx, asked));
  const all = await trainingAt(ctx, asked.scope, moments, asked.timeZone);
  return all.map((count, index) => (isCut(asked, windows, index) ? null : count));
}

function lastOf({ edges, asOf }: Windows): Windows {
  return { edges: edges.slice(-2), asOf };
}

function backlogMetric(asOf: Date, open: Awaited<ReturnType<typeof backlogAt>>): Metrics["backlog"] {
  const { n, median, p90, oldest, buckets, byState, byTurn } = open;
  return {
    ...metricDefinition("M6"),
    ...{ n, median, p90, oldest },
    asOf: asOf.toISOString(),
    buckets: buckets.map((bucket) => ({ label: bucket.label, n: bucket.n, byTurn: bucket.byTurn })),
    byState: OPEN_STATES.map((state) => ({ state, ...byState[state] })),
    byTurn: TURNS.map((turn) => ({ turn, ...byTurn[turn] })),
  };
}

function beforeOf(quarter: QuarterFigures["quarter"], times: readonly LeadTimes[]): Metrics["leadTimeBefore"] {
  const { n, median, curve } = leadTimeOf(times);
  return n === 0 ? null : { quarter, n, median, curve };
}

function comparedOf(
  quarter: QuarterFigures["quarter"],
  times: readonly LeadTimes[],
  counts: CohortCounts,
  trained: TrainingCount | null | undefined,
): QuarterFigures {
  const curve = leadCurve(times);
  const { n, rate } = findingsOf(counts);
  const { n: decided, involved } = involvementOf(counts, false);
  return {
    quarter,
    leadTime: { n: curve.n, median: shownQuantile(curve, 0.5) },
    findings: { n, rate },
    involvement: { n: decided, involved },
    training: trainingShare(trained),
  };
}
