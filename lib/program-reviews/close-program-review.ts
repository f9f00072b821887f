import { eq } from "drizzle-orm";
import { programReviewDecisions, programReviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type CloseProgramReviewInput, closeProgramReviewInput } from "./input.ts";
import { lockProgramReview } from "./lock-program-review.ts";

type Receipt = { id: number; quarter: string };

/** Closes the record: attendance and decisions become final. Follow-ups can still be completed or dropped. */
export async function closeProgramReview(ctx: Context, input: CloseProgramReviewInput): Promise<Receipt> {
  const { quarter } = parse(closeProgramReviewInput, input);
  return transaction(ctx, async (ctx) => {
    const { id, attended } = await lockProgramReview(ctx, quarter, "close");
    const closedById = personOf(ctx.actor)?.personId ?? null;
    await ctx.db.update(programReviews).set({ closedAt: ctx.now, closedById }).where(eq(programReviews.id, id));
    const decisions = await ctx.db.$count(programReviewDecisions, eq(programReviewDecisions.programReviewId, id));
    await record(ctx, {
      type: "program-review.closed",
      subject: { kind: "program_review", id },
      data: { quarter, attended, decisions },
    });
    return { id, quarter };
  });
}
