import type { Context } from "#lib/context.ts";
import type { Windows } from "../cohort.ts";
import type { CohortCounts } from "../rules/cohort.ts";
import type { EscapeCounts } from "../rules/escapes.ts";
import type { Figure } from "../rules/figure.ts";
import type { MetricsScope } from "../scope.ts";

/** What a figure is counted over: quarters that follow each other, each known until its moment. */
export type Frame = {
  scope: MetricsScope;
  windows: Windows;
  moments: readonly Date[];
  timeZone: string;
  /** The end of the day that somebody has chosen, until which things are known; null for now. */
  pickedDay: Date | null;
  /** What more than one number is made of, counted once. */
  cohort: () => Promise<CohortCounts[]>;
  escapes: () => Promise<{ counts: EscapeCounts[]; isFed: boolean }>;
};

/** A figure of each quarter of a frame, in their order. */
export type CountFigures = (ctx: Context, frame: Frame) => Promise<Figure[]>;
