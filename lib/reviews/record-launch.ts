import { and, eq } from "drizzle-orm";
import { reviewConditions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { launchInput } from "./input.ts";
import { openConditions } from "./open-conditions.ts";

/** Records the day an approved change was launched. A condition "before launch" stands in the way until it is verified. */
export async function recordLaunch(ctx: Context, reviewId: number, input: unknown): Promise<Receipt> {
  const { sequence, launchedOn } = parse(launchInput, input);
  return changeReview(ctx, reviewId, "record_launch", sequence, async (ctx, { row }) => {
    if (launchedOn > ctx.now.toISOString().slice(0, 10)) {
      const problem = { path: ["launchedOn"], message: "must not be after today" };
      throw new Invalid("A launch is recorded when it has happened.", [problem]);
    }
    const [open] = await ctx.db
      .select({ text: reviewConditions.text })
      .from(reviewConditions)
      .where(and(openConditions(row.id), eq(reviewConditions.when, "before_launch")))
      .limit(1);
    if (open) throw new Conflict(`A condition before launch is not verified yet: ${open.text}`);
    await record(ctx, { type: "review.launched", subject: { kind: "review", id: row.id }, data: { launchedOn } });
    return { launchedOn };
  });
}
