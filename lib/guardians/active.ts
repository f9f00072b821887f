import { and, eq, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { isActive } from "#db/conditions/guardians.ts";
import { openHere } from "#db/conditions/reviews.ts";
import { guardianships, people, reviews } from "#db/schema/index.ts";
import { ofTeamInReach } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";

export async function isActiveGuardian(ctx: Context, personId: number): Promise<boolean> {
  const [active] = await ctx.db
    .select({ id: guardianships.id })
    .from(guardianships)
    .where(and(eq(guardianships.personId, personId), isActive()))
    .limit(1);
  return active !== undefined;
}

/** `openReviews`: null if the actor may not see all reviews of the guardian's team. */
export type GuardianChoice = { id: number; name: string; teamId: number; openReviews: number | null };

/** Active guardians with their open reviews, least busy first. The first of a team is proposed for its reviews. */
export async function activeGuardians(ctx: Context): Promise<GuardianChoice[]> {
  const open = sql<number>`(select count(*)::int from ${reviews} where ${reviews.guardianId} = ${people.id}
    and ${openHere()})`;
  return ctx.db
    .select({
      id: people.id,
      name: people.name,
      teamId: guardianships.teamId,
      openReviews: sql<number | null>`case when ${ofTeamInReach(ctx, guardianships.teamId)} then ${open} end`,
    })
    .from(guardianships)
    .innerJoin(people, eq(people.id, guardianships.personId))
    .where(isActive())
    .orderBy(open, byName(people.name));
}
