import type { Context } from "#lib/context.ts";
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
import { ofQuarters } from "./kept-quarters.ts";
import type { MetricFigures } from "./output.ts";
import { quarterWords } from "./read-query.ts";
import { FIGURE_IDS, type FigureId, metricDefinition, metricKind } from "./rules/definitions.ts";

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

/** Based on counts that the frame already keeps, so there is nothing else to keep. */
const OF_KEPT_COUNTS: ReadonlySet<FigureId> = new Set(["M4", "M5"]);

/** The counting functions of every metric with one number per quarter, over a frame's quarters. */
export function figuresOf(ctx: Context, frame: Frame): (() => Promise<MetricFigures>)[] {
  return FIGURE_IDS.map((id) => () => figureOf(ctx, id, frame));
}

/** One such metric: its definition and its number for each of six quarters, oldest first. */
export async function figureOf(ctx: Context, id: FigureId, frame: Frame): Promise<MetricFigures> {
  const count = (frame: Frame) => COUNTED[id](ctx, frame);
  const figures = OF_KEPT_COUNTS.has(id) ? await count(frame) : await ofQuarters(frame, id, count);
  return {
    ...metricDefinition(id),
    id,
    kind: metricKind(id),
    quarters: frame.quarters.flatMap((quarter, index) => {
      const figure = figures[index];
      return figure ? [{ quarter: quarterWords(quarter, frame.timeZone, frame.windows.asOf), ...figure }] : [];
    }),
  };
}
