import { and, eq } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import { type Permission, refused } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { notOver } from "#lib/reviews/conditions.ts";
import { counted } from "#lib/words.ts";

/** Whether this actor may retire a service that is in use now: a review that goes on is about something that is there. */
export async function mayRetire(ctx: Context, { id, teamId }: { id: number; teamId: number }): Promise<Permission> {
  const retiring = may(ctx.actor, "service.edit", { teamId });
  if (!retiring.allowed) return retiring;
  const going = await ctx.db.$count(reviews, and(eq(reviews.serviceId, id), notOver()));
  if (going === 0) return retiring;
  return refused(
    "state",
    `${counted(going, "review of it is", "reviews of it are")} not over: close or cancel ${going === 1 ? "it" : "them"} first.`,
  );
}
