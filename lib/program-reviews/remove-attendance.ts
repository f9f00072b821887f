import { and, eq } from "drizzle-orm";
import { programReviewAttendances } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type RemoveAttendanceInput, removeAttendanceInput } from "./input.ts";
import { lockProgramReview } from "./lock-program-review.ts";

type Receipt = { id: number; quarter: string };

/** Removes someone who did not attend from an open review's attendance, together with what they said. */
export async function removeAttendance(ctx: Context, quarter: string, input: RemoveAttendanceInput): Promise<Receipt> {
  const { personId } = parse(removeAttendanceInput, input);
  return transaction(ctx, async (ctx) => {
    const { id } = await lockProgramReview(ctx, quarter, "remove_attendance");
    const { programReviewId: of, personId: who } = programReviewAttendances;
    const [removed] = await ctx.db
      .delete(programReviewAttendances)
      .where(and(eq(of, id), eq(who, personId)))
      .returning({ id: programReviewAttendances.id });
    if (!removed) throw new NotFound("The attendance");
    await record(ctx, {
      type: "program-review.attendance-removed",
      subject: { kind: "program_review", id },
      data: { quarter, personId },
    });
    return { id, quarter };
  });
}
