import { and, eq, isNull } from "drizzle-orm";
import { reviewConditions, reviews } from "#db/schema/index.ts";
import { verifyCondition } from "#lib/reviews/verify-condition.ts";
import type { Life } from "../agenda.ts";
import { DAY, plus } from "../clock.ts";
import { act, type Case } from "./case.ts";

/** Promises are kept a few days before they are due, but for a few; an engineer verifies each. */
export async function* keepConditions(it: Case, decided: Date): Life {
  const { db } = it.story;
  const conditions = await db
    .select({ id: reviewConditions.id, dueOn: reviewConditions.dueOn })
    .from(reviewConditions)
    .where(and(eq(reviewConditions.reviewId, it.id), isNull(reviewConditions.verifiedAt)))
    .orderBy(reviewConditions.dueOn, reviewConditions.id);
  for (const { id, dueOn } of conditions) {
    if (it.chance.chance(0.06)) continue;
    const due = new Date(`${dueOn}T10:00:00Z`);
    const kept = plus(due, -3 * DAY);
    const moment = kept > decided ? kept : due;
    yield moment;
    const [review] = await db.select({ state: reviews.state }).from(reviews).where(eq(reviews.id, it.id));
    if (review?.state !== "approved_with_conditions") return;
    await act(it, (ctx, reviewId, input) => verifyCondition(ctx, reviewId, id, input), it.reviewer, moment);
  }
}
