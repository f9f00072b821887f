import { and, eq, isNotNull, lte, sql } from "drizzle-orm";
import { concurrently } from "#db/concurrently.ts";
import { reviewFacts, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { agesOf, backlogAt, openElsewhereAt } from "./backlog-at.ts";
import { leadTimes, submittedIn } from "./cohort.ts";
import { type Frame, frameOf } from "./figures/frame.ts";
import { isOfPastDay, shownRows } from "./figures/people.ts";
import { figuresOf } from "./figures-of.ts";
import { funnelsAt } from "./funnels.ts";
import { guardianEffectIn } from "./guardian-effect.ts";
import type { MetricsAddress } from "./input.ts";
import { type KeptQuarters, keptQuarters, ofQuarters } from "./kept-quarters.ts";
import type { Metrics, QuarterFigures } from "./output.ts";
import { type Asked, quarterWords, readQuery } from "./read-query.ts";
import { type CohortCounts, findingsOf, involvementOf, type LeadTime, leadTimeOf, NO_COUNTS } from "./rules/cohort.ts";
import { metricDefinition } from "./rules/definitions.ts";
import { escapesOf, NO_ESCAPES } from "./rules/escapes.ts";
import { noFeed } from "./rules/no-feed.ts";
import { trainingShare } from "./rules/training-share.ts";
import { PROGRAM_SCOPE } from "./scope.ts";
import { type TrainingCount, trainingAt } from "./training.ts";

/**
 * Every metric of one quarter with its definition, window, n and companion number, plus its trend over six quarters.
 * `query`: `{ quarter?: "2026-Q3", organisation?: "3", team?: "7" }`. Durations in seconds, shares from 0 to 1. Throws
 * Invalid for a wrong quarter or day, NotFound for a scope out of reach. As of today, or of the day `asOf`
 * ("2026-07-14").
 */
export async function metricsOf(ctx: Context, query: MetricsAddress): Promise<Metrics> {
  return computeMetrics(ctx, await readQuery(ctx, query));
}

/** As `metricsOf`, for a query already read; reuses the stored counts of ended quarters. */
export async function computeMetrics(ctx: Context, asked: Asked, kept: KeptQuarters | null = null): Promise<Metrics> {
  const { quarter, timeZone, scope } = asked;
  const frame = frameOf(ctx, asked, kept);
  const { quarters, windows, moments } = frame;
  const { asOf } = windows;
  const [{ times, counts, trained }, escapes, effect, backlog, elsewhere, idle, funnels, ...figures] =
    await concurrently(ctx.db, [
      () => comparedCounts(ctx, frame),
      frame.escapes,
      () => guardianEffectIn(ctx, quarter, timeZone, asOf),
      () => backlogAt(ctx, scope, asked.asOf),
      () => openElsewhereAt(ctx, scope, asOf),
      () => mayTellIdle(ctx, frame),
      () => funnelsAt(ctx, scope, moments.at(-1) ?? asOf, timeZone),
      ...figuresOf(ctx, frame),
    ]);
  const last = { times: times.at(-1) ?? NO_TIMES, counts: counts.at(-1) ?? NO_COUNTS, trained: trained.at(-1) };
  const { label, organisation, team } = scope;
  const before = (back: number) =>
    beforeOf(quarterWords(quarters.at(-1 - back) ?? quarter, timeZone, asOf), times.at(-1 - back) ?? NO_TIMES);
  return {
    quarter: quarterWords(quarter, timeZone, asOf),
    timeZone,
    asOf: asOf.toISOString(),
    isNow: asked.asOf === null,
    endedAsOf: new Date(frame.kept?.oldest ?? asOf).toISOString(),
    scope: { label, organisation, team },
    leadTime: { ...metricDefinition("M1"), ...last.times },
    leadTimeBefore: before(1),
    leadTimeYearBefore: before(4),
    effect: { ...metricDefinition("M2"), ...effect },
    findings: { ...metricDefinition("M3"), ...findingsOf(last.counts) },
    escapes: { ...metricDefinition("M5"), ...escapesOf(escapes.counts.at(-1) ?? NO_ESCAPES, escapes.isFed) },
    backlog: { ...backlogMetric(asOf, backlog), elsewhere },
    involvement: { ...metricDefinition("M10"), ...involvementOf(last.counts, idle) },
    training: {
      ...metricDefinition("M14"),
      ...trainingShare(last.trained),
      asOf: (moments.at(-1) ?? asOf).toISOString(),
    },
    trend: comparedIn(frame, { times, counts, trained }),
    figures,
    funnels,
    noFeed: noFeed({ escapes: escapes.isFed }),
  };
}

/** The four numbers compared between quarters, for six quarters, oldest first. */
export async function comparedQuarters(ctx: Context, asked: Asked): Promise<QuarterFigures[]> {
  const frame = frameOf(ctx, asked, await keptQuarters(ctx, asked));
  return comparedIn(frame, await comparedCounts(ctx, frame));
}

type Counts = {
  times: readonly LeadTime[];
  counts: readonly CohortCounts[];
  trained: readonly (TrainingCount | "past_day" | null)[];
};

const NO_TIMES = leadTimeOf([]);

async function comparedCounts(ctx: Context, frame: Frame): Promise<Counts> {
  const times = await ofQuarters(frame, "times", async ({ facts, scope, windows }) =>
    (await leadTimes(ctx, facts, scope, windows)).map(leadTimeOf),
  );
  const counts = await frame.cohort();
  const trained = isOfPastDay(frame)
    ? frame.quarters.map(() => "past_day" as const)
    : await ofQuarters(frame, "trained", (frame) => trainingAt(ctx, frame));
  return { times, counts, trained };
}

function comparedIn({ quarters, windows, timeZone }: Frame, { times, counts, trained }: Counts): QuarterFigures[] {
  return quarters.map((each, index) =>
    comparedOf(
      quarterWords(each, timeZone, windows.asOf),
      times[index] ?? NO_TIMES,
      counts[index] ?? NO_COUNTS,
      trained[index],
    ),
  );
}

function backlogMetric(asOf: Date, open: Awaited<ReturnType<typeof backlogAt>>) {
  const { n, median, p90, oldest, buckets } = open;
  return {
    ...metricDefinition("M6"),
    ...{ n, median, p90, oldest },
    asOf: asOf.toISOString(),
    buckets: buckets.map((bucket) => ({ label: bucket.label, n: bucket.n, byTurn: bucket.byTurn })),
    ...agesOf(open),
  };
}

function beforeOf(quarter: QuarterFigures["quarter"], leadTime: LeadTime): Metrics["leadTimeBefore"] {
  const { n, median, p25, p75, p90, curve } = leadTime;
  return n === 0 ? null : { quarter, n, median, p25, p75, p90, curve };
}

function comparedOf(
  quarter: QuarterFigures["quarter"],
  times: LeadTime,
  counts: CohortCounts,
  trained: Counts["trained"][number] | undefined,
): QuarterFigures {
  const { n, rate } = findingsOf(counts);
  const { n: decided, involved } = involvementOf(counts, false);
  return {
    quarter,
    leadTime: { n: times.n, imported: times.imported, median: times.median },
    findings: { n, rate },
    involvement: { n: decided, involved },
    training: trainingShare(trained),
  };
}

/**
 * Whether a scope may show how many assigned guardians were idle in the last quarter of a frame, which requires enough
 * guardians behind the number. A single review shows it to anyone who may read the review.
 */
async function mayTellIdle(ctx: Context, frame: Frame): Promise<boolean> {
  const windows = { ...frame.windows, edges: frame.windows.edges.slice(-2) };
  const rows = await ctx.db
    .selectDistinct({
      personId: sql<number>`${reviewFacts.guardianAtSubmitId}`,
      teamId: teams.id,
      organisationId: teams.organisationId,
    })
    .from(await frame.facts(windows))
    .innerJoin(teams, eq(teams.id, reviewFacts.teamId))
    .where(
      and(
        submittedIn(PROGRAM_SCOPE, windows, reviewFacts),
        eq(reviewFacts.imported, false),
        isNotNull(reviewFacts.guardianAtSubmitId),
        lte(reviewFacts.firstDecidedAt, windows.asOf),
      ),
    );
  const [shown] = await shownRows({ ...frame, windows }, [rows]);
  return shown !== null;
}
