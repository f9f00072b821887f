import { and, eq } from "drizzle-orm";
import { reviewConditions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type LockedReview, type Receipt } from "./change.ts";
import { gatesNow } from "./decide.ts";
import { decisionsOf } from "./decisions-of.ts";
import { launchInput } from "./input.ts";
import { requirePastDay } from "./launch-day.ts";
import { openConditions } from "./open-conditions.ts";
import { currentEvidence } from "./seal-revision.ts";

/**
 * Records the day an approved change was launched. What was approved must be what is there now, with its gates met or
 * waived and every condition "before launch" verified; past that leads break-glass only.
 */
export async function recordLaunch(ctx: Context, reviewId: number, input: unknown): Promise<Receipt> {
  const { sequence, launchedOn } = parse(launchInput, input);
  return changeReview(ctx, reviewId, "record_launch", sequence, async (ctx, review) => {
    const { row } = review;
    requirePastDay(ctx, launchedOn);
    const [first] = await obstacles(ctx, review);
    if (first) throw new Conflict(first);
    await record(ctx, { type: "review.launched", subject: { kind: "review", id: row.id }, data: { launchedOn } });
    return { launchedOn };
  });
}

/** What stands between an approved change and its launch. */
async function obstacles(ctx: Context, review: LockedReview): Promise<string[]> {
  const { row } = review;
  const { digest } = await currentEvidence(ctx, row);
  const [decision] = await decisionsOf(ctx, row.id, digest);
  const stale = decision?.stale ? ["The evidence has changed since the approval. Reopen the review."] : [];
  // Who decided, and who supported it, was settled with the decision.
  const gates = (await gatesNow(ctx, review)).filter(({ meets, state }) => meets !== "decision" && state === "unmet");
  const conditions = await ctx.db
    .select({ text: reviewConditions.text })
    .from(reviewConditions)
    .where(and(openConditions(row.id), eq(reviewConditions.when, "before_launch")));
  return [
    ...stale,
    ...gates.map(({ reason }) => `This can not be launched now. ${reason}`),
    ...conditions.map(({ text }) => `A condition before launch is not verified yet: ${text}`),
  ];
}
