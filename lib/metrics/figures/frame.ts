import type { Context } from "#lib/context.ts";
import { cohortCounts, type Windows } from "../cohort.ts";
import { escapeCounts, hasEscapes } from "../escapes.ts";
import { type Asked, knownAt } from "../read-query.ts";
import type { CohortCounts } from "../rules/cohort.ts";
import type { EscapeCounts } from "../rules/escapes.ts";
import type { Figure } from "../rules/figure.ts";
import type { Quarter } from "../rules/quarter.ts";
import { trendWindows } from "../trend-windows.ts";

/** What is asked for as quarters that follow each other, each known until its moment; and what more than one number is made of. */
export type Frame = Asked & {
  quarters: readonly Quarter[];
  windows: Windows;
  moments: readonly Date[];
  /** Counted when first asked for, and once. */
  cohort: () => Promise<CohortCounts[]>;
  escapes: () => Promise<{ counts: EscapeCounts[]; isFed: boolean }>;
};

/** A figure of each quarter of a frame, in their order. */
export type CountFigures = (ctx: Context, frame: Frame) => Promise<Figure[]>;

export function frameOf(ctx: Context, asked: Asked): Frame {
  const trend = trendWindows(asked, knownAt(ctx, asked));
  const { windows } = trend;
  return {
    ...asked,
    ...trend,
    cohort: once(() => cohortCounts(ctx, asked.scope, windows)),
    escapes: once(async () => ({
      counts: await escapeCounts(ctx, asked.scope, windows),
      isFed: await hasEscapes(ctx, windows.asOf),
    })),
  };
}

function once<T>(of: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => {
    known ??= of();
    return known;
  };
}
