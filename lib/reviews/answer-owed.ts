import { reviewAsks, reviewComments } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ReviewRow } from "./change.ts";
import { openReviewAsk, unansweredAsk } from "./conditions.ts";
import { hasNewRevision } from "./has-new-revision.ts";

/** Whether a request for changes takes an answer in words: more than findings is asked for, and the evidence is no other. */
export async function answerOwed(ctx: Context, { id, state }: Pick<ReviewRow, "id" | "state">): Promise<boolean> {
  return state === "changes_requested" && (await isAskedInWords(ctx, id)) && !(await hasNewRevision(ctx, id));
}

/** Whether something that was asked for in words, or of what blocks, has no answer yet. */
export async function isAskedInWords({ db }: Context, reviewId: number): Promise<boolean> {
  const [comment] = await db
    .select({ id: reviewComments.id })
    .from(reviewComments)
    .where(unansweredAsk(reviewId))
    .limit(1);
  const [ask] = await db.select({ id: reviewAsks.id }).from(reviewAsks).where(openReviewAsk(reviewId)).limit(1);
  return comment !== undefined || ask !== undefined;
}
