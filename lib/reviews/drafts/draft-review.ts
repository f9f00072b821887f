import { and, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { isHere } from "#db/conditions/people.ts";
import { people, reviewStates, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { isActiveGuardian } from "#lib/guardians/active.ts";
import { parse } from "#lib/input.ts";
import { tierOf } from "#lib/intake/rules/tier-rules.ts";
import { m } from "#lib/member-name.ts";
import { programSettings } from "#lib/program/settings.ts";
import { type Receipt, receiptOf, STANDING } from "#lib/reviews/change.ts";
import { type DraftReviewInput, draftReviewInput } from "#lib/reviews/input.ts";
import { requireDayAhead } from "#lib/reviews/launch/launch-day.ts";
import { endedRejected } from "#lib/reviews/lifecycle/ended-rejected.ts";
import { mayFollow } from "#lib/reviews/rules/may-follow.ts";
import { lockService } from "#lib/teams/lock-service.ts";
import { requireInUse } from "#lib/teams/require-in-use.ts";

/** Opens a review as a draft of the requester. After a rejection it links the previous review. */
export async function draftReview(ctx: Context, input: DraftReviewInput): Promise<Receipt> {
  const wanted = parse(draftReviewInput, input);
  const requester = personOf(ctx.actor);
  if (!requester) throw new Forbidden("Only a person can request a review.");
  return transaction(ctx, async (ctx) => {
    // Locked so that it is not retired meanwhile; a threat model in the same request needs the same lock.
    const service = await lockService(ctx, wanted.serviceId);
    if (wanted.previousReviewId === null) ensure(may(ctx.actor, "review.draft", { teamId: service.teamId }));
    else await requireRejected(ctx, wanted.previousReviewId, service);
    requireInUse(service);
    requireDayAhead(ctx, wanted.requestedLaunchOn);
    if (wanted.guardianId !== null) await requireActiveGuardian(ctx, wanted.guardianId);
    const { tierRules } = await programSettings(ctx);
    const { tier } = tierOf(wanted.intake, tierRules);
    const managerId = await managerOf(ctx, requester.personId);
    const [row] = await ctx.db
      .insert(reviews)
      .values({
        ...wanted,
        state: "draft",
        teamId: service.teamId,
        requesterId: requester.personId,
        riskOwnerId: managerId,
        tier,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning(STANDING);
    if (!row) throw new Conflict("The review could not be saved. Try again.");
    await ctx.db
      .insert(reviewStates)
      .values({ reviewId: row.id, state: "draft", fromAt: ctx.now, byId: requester.personId });
    await record(ctx, {
      type: "review.drafted",
      subject: { kind: "review", id: row.id },
      data: { serviceId: service.id, teamId: service.teamId, tier },
    });
    return receiptOf(row);
  });
}

/** Invalid unless the person is an active guardian now. */
export async function requireActiveGuardian(ctx: Context, personId: number): Promise<void> {
  if (await isActiveGuardian(ctx, personId)) return;
  const message = m`must be an active guardian`;
  throw new Invalid(m`That person is not an active guardian. Choose an active guardian, or leave the field empty.`, [
    { path: ["guardianId"], message },
  ]);
}

/** Only the requester or guardian of a rejected review may follow it up, for the same service. */
async function requireRejected(
  ctx: Context,
  reviewId: number,
  service: { id: number; retiredAt: Date | null },
): Promise<void> {
  const [previous] = await ctx.db
    .select()
    .from(reviews)
    .where(and(eq(reviews.id, reviewId), visibleReviews(ctx)));
  if (!previous || previous.serviceId !== service.id) {
    throw new NotFound("The previous review of this service");
  }
  ensure(mayFollow(ctx.actor, { ...previous, rejected: await endedRejected(ctx, previous) }, service));
}

/** A person's manager, if the manager has not left: a leaver cannot own a risk. */
async function managerOf(ctx: Context, personId: number): Promise<number | null> {
  const report = alias(people, "report");
  const [manager] = await ctx.db
    .select({ id: people.id })
    .from(report)
    .innerJoin(people, and(eq(people.id, report.managerId), isHere()))
    .where(eq(report.id, personId));
  return manager?.id ?? null;
}
