import { eq } from "drizzle-orm";
import { programReviewDecisions, programReviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { parseQuarter } from "#lib/metrics/rules/quarter.ts";
import { programSettings } from "#lib/program/settings.ts";
import { type EditProgramReviewInput, editProgramReviewInput } from "./input.ts";
import { lockProgramReview } from "./lock-program-review.ts";
import { heldOnProblems } from "./rules/problems.ts";

type Receipt = { id: number; quarter: string };

/** Changes the day the review was held, while it is open. Who was a guardian is calculated for this day. */
export async function editProgramReview(
  ctx: Context,
  quarter: string,
  input: EditProgramReviewInput,
): Promise<Receipt> {
  const { heldOn } = parse(editProgramReviewInput, input);
  return transaction(ctx, async (ctx) => {
    const review = await lockProgramReview(ctx, quarter, "edit");
    const receipt = { id: review.id, quarter };
    if (review.heldOn === heldOn) return receipt;
    await refuseDay(ctx, review, heldOn);
    await ctx.db.update(programReviews).set({ heldOn }).where(eq(programReviews.id, review.id));
    await record(ctx, {
      type: "program-review.edited",
      subject: { kind: "program_review", id: review.id },
      data: { quarter, fields: ["heldOn"] },
    });
    return receipt;
  });
}

/** The day must be after the quarter and before every due day in the review. */
async function refuseDay(ctx: Context, { id, quarter }: Receipt, heldOn: string): Promise<void> {
  const { timeZone } = await programSettings(ctx);
  const of = parseQuarter(quarter);
  const problems = of ? heldOnProblems(of, heldOn, { now: ctx.now, day: ctx.day, timeZone }) : [];
  const due = await ctx.db
    .select({ dueOn: programReviewDecisions.dueOn })
    .from(programReviewDecisions)
    .where(eq(programReviewDecisions.programReviewId, id));
  if (due.some(({ dueOn }) => dueOn !== null && dueOn < heldOn)) {
    problems.push({ path: ["heldOn"], message: "must be no later than the day a follow-up is due" });
  }
  if (problems.length > 0) throw new Invalid("The review cannot have been held on that day.", problems);
}
