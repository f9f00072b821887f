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

/** A request as consecutive quarters, each known until its moment, with inputs shared by several numbers. */
export type Frame = Asked & {
  quarters: readonly Quarter[];
  windows: Windows;
  moments: readonly Date[];
  /** Stored figures of ended quarters; null if all are counted from rows. */
  kept: KeptQuarters | null;
  facts: Facts;
  /** Counted once, on first use. */
  cohort: () => Promise<readonly CohortCounts[]>;
  escapes: () => Promise<{ counts: readonly EscapeCounts[]; isFed: boolean }>;
  /** The organisations, and the teams that moved between them from the first quarter on. */
  organised: () => Promise<Organised>;
};

/** A figure for each quarter of a frame, in order. */
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
