import { and, desc, eq } from "drizzle-orm";
import { events, people, reviewClaims } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";

/**
 * Who released an open review that has had no reviewer since, and why. The claim stores the reason, the event stores
 * who it was.
 */
export async function lastRelease(
  ctx: Context,
  { id, state, reviewerId }: Pick<ReviewRow, "id" | "state" | "reviewerId">,
): Promise<ReviewDetail["released"]> {
  if (!isOpen(state) || reviewerId !== null) return null;
  const [last] = await ctx.db
    .select({
      at: reviewClaims.releasedAt,
      reason: reviewClaims.releaseReason,
      by: { id: people.id, name: people.name },
    })
    .from(reviewClaims)
    .leftJoin(
      events,
      and(
        eq(events.subjectKind, "review"),
        eq(events.subjectId, reviewClaims.reviewId),
        eq(events.type, "review.released"),
        eq(events.at, reviewClaims.releasedAt),
      ),
    )
    .leftJoin(people, eq(people.id, events.actorId))
    .where(eq(reviewClaims.reviewId, id))
    .orderBy(desc(reviewClaims.id), desc(events.id))
    .limit(1);
  return last?.at ? { at: last.at.toISOString(), by: last.by, reason: last.reason ?? "" } : null;
}
