import { reviewEndorsements } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { type MoveInput, moveInput } from "./input.ts";
import { SUPPORTED_ALREADY } from "./rules/obstacles.ts";

/** A second engineer's support of the current revision. It lapses with the revision. */
export async function endorseRevision(ctx: Context, reviewId: number, input: MoveInput): Promise<Receipt> {
  const { sequence } = parse(moveInput, input);
  const engineer = personOf(ctx.actor);
  if (!engineer) throw new Forbidden("Only a person can endorse a revision.");
  return changeReview(ctx, reviewId, "endorse", sequence, async (ctx, { row }) => {
    const [saved] = await ctx.db
      .insert(reviewEndorsements)
      .values({ reviewId: row.id, revision: row.currentRevision, personId: engineer.personId, at: ctx.now })
      .onConflictDoNothing()
      .returning({ id: reviewEndorsements.id });
    if (!saved) throw new Conflict(SUPPORTED_ALREADY);
    await record(ctx, {
      type: "review.endorsed",
      subject: { kind: "review", id: row.id },
      data: { revision: row.currentRevision },
    });
    return {};
  });
}
