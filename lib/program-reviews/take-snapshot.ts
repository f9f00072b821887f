import type { Context } from "#lib/context.ts";
import { frozenGoals } from "#lib/metrics/frozen-goals.ts";
import { computeMetrics } from "#lib/metrics/metrics-of.ts";
import { isGuard } from "#lib/metrics/rules/guards.ts";
import type { Quarter } from "#lib/metrics/rules/quarter.ts";
import { PROGRAM_SCOPE } from "#lib/metrics/scope.ts";
import { goals } from "#lib/program/queries.ts";
import { programSettings } from "#lib/program/settings.ts";
import { type ProgramReviewSnapshot, programReviewSnapshotOutput } from "./output.ts";

/** The headline numbers of the whole program for a quarter with what guards them, and its goals, as they stand now. */
export async function takeSnapshot(ctx: Context, quarter: Quarter): Promise<ProgramReviewSnapshot> {
  const { timeZone } = await programSettings(ctx);
  const metrics = await computeMetrics(ctx, { quarter, timeZone, scope: PROGRAM_SCOPE, asOf: null });
  return programReviewSnapshotOutput.parse({
    ...metrics,
    // Whoever reads it does so later: its backlog is of then.
    isNow: false,
    figures: metrics.figures.filter(({ id }) => id === "M9" || isGuard(id)),
    goals: await goalsThen(ctx),
  });
}

/** The goals of the program with their values; those of single organisations are their leaders' own. */
async function goalsThen(ctx: Context): Promise<ProgramReviewSnapshot["goals"]> {
  const set = (await goals(ctx)).filter(({ organisation }) => organisation === null);
  return frozenGoals(ctx, set, "when opened");
}
