import { and, eq } from "drizzle-orm";
import { openConditions } from "#db/conditions/reviews.ts";
import { reviewConditions } from "#db/schema/index.ts";
import { keepCondition } from "#lib/reviews/conditions/keep-condition.ts";
import { verifyCondition } from "#lib/reviews/conditions/verify-condition.ts";
import { DAY, plus, workingMoment } from "../clock.ts";
import { CONDITIONS } from "../content/words.ts";
import { act, type Case } from "./case.ts";

const KEPT = new Map(CONDITIONS.map(({ text, kept }) => [text, kept]));

/**
 * Most owners meet conditions shortly before they are due, and the reviewer verifies each. Returns when the last was
 * verified, or null if one was not.
 */
export async function* keepConditions(
  it: Case,
  when: "before_launch" | "after_launch",
  since: Date,
): AsyncGenerator<Date, Date | null, void> {
  const conditions = await it.story.db
    .select({ id: reviewConditions.id, text: reviewConditions.text, dueOn: reviewConditions.dueOn })
    .from(reviewConditions)
    .where(and(openConditions(it.id), eq(reviewConditions.when, when)))
    .orderBy(reviewConditions.dueOn, reviewConditions.id);
  let last = since;
  for (const { id, text, dueOn } of conditions) {
    if (it.chance.chance(0.06)) return null;
    const kept = plus(new Date(`${dueOn}T10:00:00Z`), -it.chance.between(1, 9) * DAY);
    const saidAt = workingMoment(kept > last ? kept : plus(last, 0.2 * DAY), it.chance);
    yield saidAt;
    const said = { note: KEPT.get(text) ?? text };
    await act(it, (ctx, reviewId, input) => keepCondition(ctx, reviewId, id, input), it.requester, saidAt, said);
    last = workingMoment(plus(saidAt, it.chance.between(0.1, 1) * DAY), it.chance);
    yield last;
    await act(it, (ctx, reviewId, input) => verifyCondition(ctx, reviewId, id, input), it.reviewer, last, {});
  }
  return last;
}
