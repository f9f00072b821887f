import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { reviewConditions, reviewDecisions, reviewStates } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { programSettings } from "#lib/program/settings.ts";
import { dayIn } from "#lib/zoned-time.ts";
import type { LockedReview, ReviewRow } from "./change.ts";
import { isApproval, openConditions } from "./conditions.ts";
import { gatesNow } from "./decide.ts";
import { gateWaivers } from "./gate-waivers.ts";
import { CAPABILITIES } from "./rules/capabilities.ts";
import { NOT_APPROVED_THEN, obstaclesOn } from "./rules/launch.ts";

/** A launch is recorded once it has happened. */
export function requirePastDay(ctx: Context, launchedOn: string): void {
  if (launchedOn <= ctx.day) return;
  const problem = { path: ["launchedOn"], message: "must not be after today" };
  throw new Invalid("A launch is recorded when it has happened.", [problem]);
}

/** What a launch on a past day of a locked review went past, beside what stands in its way now: a sentence each. */
export async function obstaclesThen(ctx: Context, review: LockedReview, day: string): Promise<string[]> {
  const { timeZone } = await programSettings(ctx);
  if (!(await wasApprovedOn(ctx, review.row, day, timeZone))) return [NOT_APPROVED_THEN];
  const conditions = await conditionsOn(ctx, review.row.id, day, timeZone);
  const waivers = await gateWaivers(ctx, review.row.id);
  return obstaclesOn(day, {
    gates: await gatesNow(ctx, review),
    conditions: conditions.map(({ verifiedAt, ...condition }) => ({
      ...condition,
      verifiedOn: verifiedAt && dayIn(verifiedAt, timeZone),
    })),
    waivers: waivers.map(({ gate, approvedAt, expiresOn, endedAt }) => ({
      gate,
      from: dayIn(approvedAt, timeZone),
      until: endedAt ? dayIn(endedAt, timeZone) : expiresOn,
    })),
  });
}

/** Whether a change was approved on a day of the program, or some part of it. Of an import only its decision is known. */
async function wasApprovedOn(
  ctx: Context,
  { id, decidedAt }: Pick<ReviewRow, "id" | "decidedAt">,
  day: string,
  timeZone: string,
): Promise<boolean> {
  const spans = await ctx.db
    .select({ from: reviewStates.fromAt, to: reviewStates.toAt })
    .from(reviewStates)
    .where(and(eq(reviewStates.reviewId, id), inArray(reviewStates.state, [...CAPABILITIES.record_launch.from])));
  if (spans.length === 0) return decidedAt !== null && dayIn(decidedAt, timeZone) <= day;
  return spans.some(({ from, to }) => dayIn(from, timeZone) <= day && (to === null || day <= dayIn(to, timeZone)));
}

/** The conditions of the approval that stood at the end of a day, without those that stand in the way now. */
async function conditionsOn(ctx: Context, reviewId: number, day: string, timeZone: string) {
  const approvals = await ctx.db
    .select({ id: reviewDecisions.id, decidedAt: reviewDecisions.decidedAt })
    .from(reviewDecisions)
    .where(and(eq(reviewDecisions.reviewId, reviewId), isApproval()))
    .orderBy(desc(reviewDecisions.id));
  const standing = approvals.find(({ decidedAt }) => dayIn(decidedAt, timeZone) <= day);
  if (!standing) return [];
  return ctx.db
    .select({ text: reviewConditions.text, when: reviewConditions.when, verifiedAt: reviewConditions.verifiedAt })
    .from(reviewConditions)
    .where(and(eq(reviewConditions.decisionId, standing.id), sql`not ${openConditions(reviewId)}`))
    .orderBy(reviewConditions.id);
}
