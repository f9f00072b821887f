import { and, eq, sql } from "drizzle-orm";
import { findings, reviews } from "#db/schema/index.ts";
import { type Permission, refused } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { riskAccepted, unsettledFinding } from "#lib/findings/conditions.ts";
import { notOver, wasLaunched } from "#lib/reviews/conditions.ts";
import { type LeftOfService, leftOfService } from "./rules.ts";

/**
 * Whether this actor may retire a service that is in use now: a review that goes on is about something that is there, and what its
 * launched changes owe does not go away with it.
 */
export async function mayRetire(ctx: Context, { id, teamId }: { id: number; teamId: number }): Promise<Permission> {
  const retiring = may(ctx.actor, "service.edit", { teamId });
  if (!retiring.allowed) return retiring;
  const left = leftOfService({
    reviews: await ctx.db.$count(reviews, and(eq(reviews.serviceId, id), notOver())),
    ...(await findingsLeft(ctx, id)),
  });
  return left.length === 0 ? retiring : refused("state", left.join(" "));
}

/** The findings of launched changes that are not settled, and those that are with their risk accepted. */
async function findingsLeft(ctx: Context, serviceId: number): Promise<Omit<LeftOfService, "reviews">> {
  const [left] = await ctx.db
    .select({
      findings: sql<number>`count(*) filter (where ${unsettledFinding(ctx.day)})::int`,
      risks: sql<number>`count(*) filter (where ${riskAccepted(ctx.day)})::int`,
    })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .where(and(eq(reviews.serviceId, serviceId), wasLaunched()));
  return left ?? { findings: 0, risks: 0 };
}
