import { eq, sql } from "drizzle-orm";
import { openConditions, staleApproval } from "#db/conditions/reviews.ts";
import { reviewConditions, reviewDecisions, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type CloseInput, closeInput } from "#lib/reviews/input.ts";
import { launchedSince } from "#lib/reviews/launch/launched-since.ts";
import { closeObstacle, leftOpen, undecidedIn } from "#lib/reviews/rules/close.ts";
import { findingsOwed } from "./findings-owed.ts";

/** Closes a decided review whose change was launched or dropped, with nothing left open. */
export async function closeReview(ctx: Context, reviewId: number, input: CloseInput): Promise<Receipt> {
  const { sequence, reason, dropped } = parse(closeInput, input);
  return changeReview(ctx, reviewId, "close", sequence, async (ctx, { row, enter }) => {
    const since = await launchedSince(ctx, row.id);
    if (reason === "" && !since) {
      const problem = { path: ["reason"], message: "required" };
      throw new Invalid("Give a reason to close a review whose change was not launched.", [problem]);
    }
    const obstacle = closeObstacle(row.state, { launchedOn: row.launchedOn, launchedSince: since }, dropped);
    if (obstacle) throw new Conflict(obstacle);
    const [open] = await ctx.db
      .select({ conditions: sql<number>`count(*)::int` })
      .from(reviewConditions)
      .where(openConditions(row.id));
    const { unsettled } = await findingsOwed(ctx, row);
    const [standing] = await ctx.db.select({ stale: staleApproval() }).from(reviews).where(eq(reviews.id, row.id));
    const isDecidedHere = (await ctx.db.$count(reviewDecisions, eq(reviewDecisions.reviewId, row.id))) > 0;
    const undecided = undecidedIn(since && standing?.stale === true, isDecidedHere);
    const left = leftOpen({ undecided, conditions: open?.conditions ?? 0, findings: unsettled });
    if (left) throw new Conflict(left);
    await enter({ reason });
    await record(ctx, {
      type: "review.closed",
      subject: { kind: "review", id: row.id },
      data: { launchedOn: since ? row.launchedOn : null, dropped, from: row.state },
    });
    return { endedAt: ctx.now };
  });
}
