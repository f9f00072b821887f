import { and, eq } from "drizzle-orm";
import { findings, reviewConditions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { unsettledFinding } from "#lib/findings/conditions.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { openConditions } from "./conditions.ts";
import { type CloseInput, closeInput } from "./input.ts";
import { closeObstacle } from "./rules/close.ts";

/** Closes a decided review whose change was launched or dropped, with nothing left open. */
export async function closeReview(ctx: Context, reviewId: number, input: CloseInput): Promise<Receipt> {
  const { sequence, reason, dropped } = parse(closeInput, input);
  return changeReview(ctx, reviewId, "close", sequence, async (ctx, { row, enter }) => {
    const obstacle = closeObstacle(row.state, row.launchedOn, dropped);
    if (obstacle) throw new Conflict(obstacle);
    const [open] = await ctx.db
      .select({ id: reviewConditions.id })
      .from(reviewConditions)
      .where(openConditions(row.id))
      .limit(1);
    if (open) throw new Conflict("A condition of the approval is not verified yet.");
    const [finding] = await ctx.db
      .select({ id: findings.id })
      .from(findings)
      .where(and(eq(findings.reviewId, row.id), unsettledFinding(ctx.day)))
      .limit(1);
    if (finding) throw new Conflict("A finding is not settled yet. Verify it, accept its risk or mark it invalid.");
    await enter({ reason });
    await record(ctx, {
      type: "review.closed",
      subject: { kind: "review", id: row.id },
      data: { launchedOn: row.launchedOn, dropped },
    });
    return { endedAt: ctx.now };
  });
}
