import { and, desc, eq } from "drizzle-orm";
import { isHere } from "#db/conditions/people.ts";
import { activities, people, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { ensure, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { reviewRef } from "#lib/paths.ts";
import { type LogActivityInput, logActivityInput } from "./input.ts";
import type { LoggedActivity } from "./output.ts";
import { isRepeat } from "./rules.ts";

/** Logs the actor's own minutes, on a review or another purpose. An identical entry within a minute counts once. */
export async function logActivity(ctx: Context, input: LogActivityInput): Promise<LoggedActivity> {
  const { onDate = ctx.day, ...rest } = parse(logActivityInput, input);
  const wanted = { ...rest, onDate };
  return transaction(ctx, async (ctx) => {
    const personId = personOf(ctx.actor)?.personId;
    if (personId === undefined) throw new Forbidden("Only a person can log time.");
    ensure(may(ctx.actor, "activity.log", { personId }));
    if (wanted.onDate > ctx.day) {
      throw new Invalid("Time cannot be logged for a future day.", [
        { path: ["onDate"], message: "must be today or earlier" },
      ]);
    }
    if (wanted.reviewId !== null) await findReview(ctx, wanted.reviewId);
    const last = await lastEntry(ctx, personId);
    if (last && isRepeat(last, wanted, ctx.now)) return { ...last, isNew: false };
    const [added] = await ctx.db
      .insert(activities)
      .values({ ...wanted, personId, createdAt: ctx.now })
      .returning();
    if (!added) throw new NotFound("The entry");
    await record(ctx, {
      type: "activity.logged",
      subject: { kind: "person", id: personId },
      data: { activityId: added.id, personId, activity: added.type, minutes: added.minutes },
    });
    return { ...added, isNew: true };
  });
}

async function findReview(ctx: Context, id: number): Promise<void> {
  const [review] = await ctx.db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.id, id), visibleReviews(ctx)));
  if (!review) throw new NotFound(reviewRef(id));
}

/** The person's latest entry. Locks the person's row first to serialise concurrent submits. */
async function lastEntry(ctx: Context, personId: number) {
  await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, personId), isHere()))
    .for("no key update");
  const [last] = await ctx.db
    .select()
    .from(activities)
    .where(eq(activities.personId, personId))
    .orderBy(desc(activities.id))
    .limit(1);
  return last;
}
