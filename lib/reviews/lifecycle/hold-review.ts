import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type HoldInput, holdInput } from "#lib/reviews/input.ts";

/** Puts an open review on hold until a day: the SLA clock pauses, the lead clock does not. */
export async function holdReview(ctx: Context, reviewId: number, input: HoldInput): Promise<Receipt> {
  const { sequence, reasonCode, reason, resumeOn } = parse(holdInput, input);
  return changeReview(ctx, reviewId, "hold", sequence, async (ctx, { row, enter }) => {
    if (resumeOn <= ctx.day) {
      const problem = { path: ["resumeOn"], message: "must be after today" };
      throw new Invalid("The hold must end after today. Choose a later date.", [problem]);
    }
    await enter({ reasonCode, reason });
    await record(ctx, {
      type: "review.held",
      subject: { kind: "review", id: row.id },
      data: { reasonCode, resumeOn, from: row.state },
    });
    return { heldFrom: row.state, resumeOn };
  });
}
