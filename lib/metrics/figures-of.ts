import type { Context } from "#lib/context.ts";
import { cohortCounts } from "./cohort.ts";
import { escapeCounts, hasEscapes } from "./escapes.ts";
import { blockingFindings } from "./figures/blocking.ts";
import { coverage } from "./figures/coverage.ts";
import { activeNotNominal } from "./figures/credited.ts";
import { effortPerReview } from "./figures/effort.ts";
import { escapeRate } from "./figures/escape-rate.ts";
import { feedbackGiven } from "./figures/feedback.ts";
import { firstPass } from "./figures/first-pass.ts";
import { firstResponse } from "./figures/first-response.ts";
import { foundEarly } from "./figures/found-early.ts";
import type { CountFigures, Frame } from "./figures/frame.ts";
import { hoursPerMonth } from "./figures/hours.ts";
import { issueRate } from "./figures/issue-rate.ts";
import { newGuardians } from "./figures/joiners.ts";
import { modelsByAuthor } from "./figures/models-by-author.ts";
import { policyChecks } from "./figures/policy-checks.ts";
import { timeToRelease } from "./figures/release.ts";
import { retention } from "./figures/retention.ts";
import { timeByTurn } from "./figures/time-by-turn.ts";
import type { MetricFigures } from "./output.ts";
import { type Asked, knownAt, quarterWords } from "./read-query.ts";
import { FIGURE_IDS, type FigureId, metricDefinition, metricKind } from "./rules/definitions.ts";
import { trendWindows } from "./trend-windows.ts";

const COUNTED: Record<FigureId, CountFigures> = {
  M3b: blockingFindings,
  M4: issueRate,
  M5: escapeRate,
  M7: firstResponse,
  M8: firstPass,
  M9: coverage,
  M11: modelsByAuthor,
  M12: hoursPerMonth,
  M13: effortPerReview,
  M15: newGuardians,
  M16: retention,
  M17: activeNotNominal,
  M18: feedbackGiven,
  M19: policyChecks,
  M20: timeToRelease,
  M22: foundEarly,
  M23: timeByTurn,
};

/** Every metric that is one number a quarter, over the quarters of a frame. */
export async function figuresOf(ctx: Context, asked: Asked, frame: Frame): Promise<MetricFigures[]> {
  const all: MetricFigures[] = [];
  for (const id of FIGURE_IDS) all.push(await written(ctx, id, asked, frame));
  return all;
}

/** One such metric: its definition and its number of each of six quarters, the oldest first. */
export async function figureOf(ctx: Context, id: FigureId, asked: Asked): Promise<MetricFigures> {
  const asOf = knownAt(ctx, asked);
  const { scope, timeZone } = asked;
  const { windows, moments } = trendWindows(asked, asOf);
  return written(ctx, id, asked, {
    ...{ scope, timeZone, windows, moments, pickedDay: asked.asOf },
    cohort: () => cohortCounts(ctx, scope, windows),
    escapes: async () => ({
      counts: await escapeCounts(ctx, scope, windows),
      isFed: await hasEscapes(ctx, asOf),
    }),
  });
}

async function written(ctx: Context, id: FigureId, asked: Asked, frame: Frame): Promise<MetricFigures> {
  const { asOf } = frame.windows;
  const figures = await COUNTED[id](ctx, frame);
  return {
    ...metricDefinition(id),
    id,
    kind: metricKind(id),
    quarters: trendWindows(asked, asOf).quarters.flatMap((quarter, index) => {
      const figure = figures[index];
      return figure ? [{ quarter: quarterWords(quarter, asked.timeZone, asOf), ...figure }] : [];
    }),
  };
}
