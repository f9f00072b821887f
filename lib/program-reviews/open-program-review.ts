import { programReviews } from "#db/schema/index.ts";
import { snapshot, transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { frozenGoals } from "#lib/metrics/frozen-goals.ts";
import { computeMetrics } from "#lib/metrics/metrics-of.ts";
import { isGuard } from "#lib/metrics/rules/guards.ts";
import { parseQuarter, type Quarter, quarterLabel } from "#lib/metrics/rules/quarter.ts";
import { PROGRAM_SCOPE } from "#lib/metrics/scope.ts";
import { goals } from "#lib/program/queries.ts";
import { programSettings } from "#lib/program/settings.ts";
import { sha256 } from "#lib/sha256.ts";
import { type OpenProgramReviewInput, openProgramReviewInput } from "./input.ts";
import { type ProgramReviewSnapshot, programReviewSnapshotOutput } from "./output.ts";
import { openProblems } from "./rules/problems.ts";

type Receipt = { id: number; quarter: string };

/**
 * Opens the program review of a finished quarter over a frozen snapshot of its numbers, all from one moment. Each
 * quarter has one.
 */
export async function openProgramReview(ctx: Context, input: OpenProgramReviewInput): Promise<Receipt> {
  const { quarter: key, heldOn } = parse(openProgramReviewInput, input);
  ensure(may(ctx.actor, "program-review.write", null));
  const { quarter, frozen } = await snapshot(ctx, async (ctx) => {
    const quarter = await reviewable(ctx, key, heldOn);
    return { quarter, frozen: await takeSnapshot(ctx, quarter) };
  });
  return transaction(ctx, async (ctx) => {
    const [opened] = await ctx.db
      .insert(programReviews)
      .values({
        quarter: key,
        heldOn,
        snapshot: frozen,
        snapshotDigest: sha256(JSON.stringify(frozen)),
        openedById: personOf(ctx.actor)?.personId ?? null,
        openedAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: programReviews.id });
    if (!opened)
      throw new Conflict(`${quarterLabel(quarter)} already has a program review. Continue with that review.`);
    await record(ctx, {
      type: "program-review.opened",
      subject: { kind: "program_review", id: opened.id },
      data: { quarter: key },
    });
    return { id: opened.id, quarter: key };
  });
}

async function reviewable(ctx: Context, key: string, heldOn: string): Promise<Quarter> {
  const { timeZone } = await programSettings(ctx);
  const quarter = parseQuarter(key);
  if (!quarter) throw new Invalid(`${key} is not a quarter.`, [{ path: ["quarter"], message: "must be a quarter" }]);
  const problems = openProblems(quarter, heldOn, { now: ctx.now, day: ctx.day, timeZone });
  if (problems.length === 0) return quarter;
  throw new Invalid(`A program review of ${quarterLabel(quarter)} cannot be opened with this input.`, problems);
}

/** The current headline numbers of the whole program for a quarter, with their guards and the goals. */
async function takeSnapshot(ctx: Context, quarter: Quarter): Promise<ProgramReviewSnapshot> {
  const { timeZone } = await programSettings(ctx);
  const metrics = await computeMetrics(ctx, { quarter, timeZone, scope: PROGRAM_SCOPE, asOf: null });
  return programReviewSnapshotOutput.parse({
    ...metrics,
    // The snapshot is read later, so its backlog is a past one.
    isNow: false,
    figures: metrics.figures.filter(({ id }) => id === "M9" || isGuard(id)),
    goals: await goalsThen(ctx),
  });
}

/** The program's goals with their values; an organisation's goals belong to its leader. */
async function goalsThen(ctx: Context): Promise<ProgramReviewSnapshot["goals"]> {
  const set = (await goals(ctx)).filter(({ organisation }) => organisation === null);
  return frozenGoals(ctx, set, "when opened");
}
