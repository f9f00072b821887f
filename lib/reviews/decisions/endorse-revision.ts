import { and, eq } from "drizzle-orm";
import { endorsesRevision } from "#db/conditions/reviews.ts";
import { reviewEndorsements, reviews } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type MoveInput, moveInput } from "#lib/reviews/input.ts";
import { SUPPORTED_ALREADY } from "#lib/reviews/rules/obstacles.ts";

/** A second engineer's endorsement of the current revision. It lapses with the revision. */
export async function endorseRevision(ctx: Context, reviewId: number, input: MoveInput): Promise<Receipt> {
  const { sequence } = parse(moveInput, input);
  const engineer = personOf(ctx.actor);
  if (!engineer) throw new Forbidden("Only a person can endorse a revision.");
  return changeReview(ctx, reviewId, "endorse", sequence, async (ctx, { row }) => {
    if (await supports(ctx, row.id, engineer.personId)) throw new Conflict(SUPPORTED_ALREADY);
    const support = { reviewId: row.id, revision: row.currentRevision, personId: engineer.personId, at: ctx.now };
    const saved = await ctx.db.insert(reviewEndorsements).values(support).returning();
    await record(
      ctx,
      {
        type: "review.endorsed",
        subject: { kind: "review", id: row.id },
        data: { revision: row.currentRevision },
      },
      covered("review_endorsements", saved),
    );
    return {};
  });
}

async function supports({ db }: Context, reviewId: number, personId: number): Promise<boolean> {
  const [support] = await db
    .select({ id: reviewEndorsements.id })
    .from(reviewEndorsements)
    .innerJoin(reviews, eq(reviews.id, reviewEndorsements.reviewId))
    .where(and(eq(reviews.id, reviewId), eq(reviewEndorsements.personId, personId), endorsesRevision()))
    .limit(1);
  return support !== undefined;
}
