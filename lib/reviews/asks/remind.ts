import { and, eq, gte } from "drizzle-orm";
import { askedByGuardian } from "#db/conditions/reviews.ts";
import { events, reviews } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import { type Context, nowOf } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { m } from "#lib/member-name.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type MoveInput, moveInput } from "#lib/reviews/input.ts";
import { answerersOf } from "#lib/reviews/involvement/who-may.ts";
import { mayReview } from "#lib/reviews/rules/may-review.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";
import { beginningOf } from "#lib/zoned-time.ts";

/** Sends one notice to the person who moves next: the reviewer, or the people who answer. The review is unchanged. */
export async function remind(ctx: Context, reviewId: number, input: MoveInput): Promise<Receipt> {
  const { sequence } = parse(moveInput, input);
  return changeReview(ctx, reviewId, "remind", sequence, async (ctx, { parts }) => {
    const [row] = await ctx.db.select({ byGuardian: askedByGuardian() }).from(reviews).where(eq(reviews.id, reviewId));
    const answerers = await answerersOf(ctx, parts, row?.byGuardian ?? false);
    const obstacle = await remindObstacle(ctx, reviewId, parts, answerers);
    if (obstacle) throw new Conflict(obstacle);
    const subject = { kind: "review", id: reviewId } as const;
    await record(ctx, { type: "review.reminded", subject, data: { toIds: movers(parts, answerers) } });
    return null;
  });
}

/** Why this actor cannot send a reminder about a review now. Someone who may never remind gets another answer. */
export async function remindObstacle(
  ctx: Context,
  reviewId: number,
  parts: ReviewParts,
  answerers: readonly { id: number }[],
): Promise<string | null> {
  if (!mayReview(ctx.actor, "remind", parts).allowed) return null;
  const next = movers(parts, answerers);
  const me = personOf(ctx.actor)?.personId;
  if (next.some((id) => id === me)) return "The next move is yours.";
  if (next.length === 0) return m`No one can make the next move: assign a guardian first.`;
  const today = gte(events.at, beginningOf(ctx.day, nowOf(ctx).timeZone));
  const [sent] = await ctx.db
    .select({ id: events.id })
    .from(events)
    .where(
      and(eq(events.subjectKind, "review"), eq(events.subjectId, reviewId), eq(events.type, "review.reminded"), today),
    )
    .limit(1);
  return sent ? "A reminder was sent today." : null;
}

/** The people whose move it is. */
function movers({ state, reviewerId }: ReviewParts, answerers: readonly { id: number }[]): number[] {
  if (state === "changes_requested") return answerers.map(({ id }) => id);
  return reviewerId === null ? [] : [reviewerId];
}
