import type { Context } from "#lib/context.ts";
import { cohortCounts, type Windows } from "../cohort.ts";
import { escapeCounts, hasEscapes } from "../escapes.ts";
import { type Facts, factsOf } from "../facts/facts-of.ts";
import { type KeptQuarters, ofQuarters } from "../kept-quarters.ts";
import { type Asked, knownAt } from "../read-query.ts";
import type { CohortCounts } from "../rules/cohort.ts";
import type { EscapeCounts } from "../rules/escapes.ts";
import type { Figure } from "../rules/figure.ts";
import type { Quarter } from "../rules/quarter.ts";
import { type Organised, organisedSince } from "../team-moves.ts";
import { trendWindows } from "../trend-windows.ts";

/** What is asked for as quarters that follow each other, each known until its moment; and what more than one number is made of. */
export type Frame = Asked & {
  quarters: readonly Quarter[];
  windows: Windows;
  moments: readonly Date[];
  /** What is kept of quarters that are over; null where all are counted from rows. */
  kept: KeptQuarters | null;
  facts: Facts;
  /** Counted when first asked for, and once. */
  cohort: () => Promise<readonly CohortCounts[]>;
  escapes: () => Promise<{ counts: readonly EscapeCounts[]; isFed: boolean }>;
  /** The organisations, and the teams that moved between them from the first quarter on. */
  organised: () => Promise<Organised>;
};

/** A figure of each quarter of a frame, in their order. */
export type CountFigures = (ctx: Context, frame: Frame) => Promise<Figure[]>;

export function frameOf(ctx: Context, asked: Asked, kept: KeptQuarters | null = null): Frame {
  const frame: Frame = {
    ...asked,
    ...trendWindows(asked, knownAt(ctx, asked)),
    kept,
    facts: factsOf(ctx),
    cohort: once(() =>
      ofQuarters(frame, "cohort", ({ facts, scope, windows }) => cohortCounts(ctx, facts, scope, windows)),
    ),
    escapes: once(async () => ({
      counts: await ofQuarters(frame, "escapes", ({ scope, windows }) => escapeCounts(ctx, scope, windows)),
      isFed: await hasEscapes(ctx, frame.windows.asOf),
    })),
    organised: once(() => organisedSince(ctx, frame.windows.edges[0])),
  };
  return frame;
}

function once<T>(of: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => {
    known ??= of();
    return known;
  };
}
