import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { riskAccepted, unsettledFinding } from "#db/conditions/findings.ts";
import { notOver, wasLaunched } from "#db/conditions/reviews.ts";
import { findings, reviews } from "#db/schema/index.ts";
import { type Permission, refused } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { type LeftOfService, leftOfService } from "./rules.ts";

/**
 * Whether this actor may retire a service in use. Ongoing reviews need an existing service, and retirement does not
 * cancel what its launched changes owe.
 */
export async function mayRetire(ctx: Context, { id, teamId }: { id: number; teamId: number }): Promise<Permission> {
  const retiring = may(ctx.actor, "service.edit", { teamId });
  if (!retiring.allowed) return retiring;
  const [going, found] = [await reviewsLeft(ctx, id), await findingsLeft(ctx, id)];
  const left = leftOfService({ ...going, ...found, hidden: going.hidden || found.hidden });
  return left.length === 0 ? retiring : refused("state", left.join(" "));
}

/** Reviews that are not over, and whether this actor may not see some of them. */
async function reviewsLeft(ctx: Context, serviceId: number): Promise<Pick<LeftOfService, "reviews" | "hidden">> {
  const [left] = await ctx.db
    .select({ reviews: seen(ctx, sql`true`), hidden: isHidden(ctx, sql`true`) })
    .from(reviews)
    .where(and(eq(reviews.serviceId, serviceId), notOver()));
  return left ?? { reviews: 0, hidden: false };
}

/** Unsettled findings of launched changes, and findings settled by accepting their risk. */
async function findingsLeft(ctx: Context, serviceId: number): Promise<Omit<LeftOfService, "reviews">> {
  const [unsettled, accepted] = [unsettledFinding(ctx.day), riskAccepted(ctx.day)];
  const [left] = await ctx.db
    .select({
      findings: seen(ctx, unsettled),
      risks: seen(ctx, accepted),
      hidden: isHidden(ctx, or(unsettled, accepted)),
    })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .where(and(eq(reviews.serviceId, serviceId), wasLaunched()));
  return left ?? { findings: 0, risks: 0, hidden: false };
}

/** How many match in reviews this actor may see. */
function seen(ctx: Context, condition: SQL | undefined): SQL<number> {
  return sql`count(*) filter (where ${and(condition, visibleReviews(ctx))})::int`;
}

/** Whether any match is in a review this actor may not see. */
function isHidden(ctx: Context, condition: SQL | undefined): SQL<boolean> {
  return sql`(count(*) filter (where ${and(condition, sql`(${visibleReviews(ctx)}) is not true`)}) > 0)`;
}
