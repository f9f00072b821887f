import { and, type Column, eq, ne, or, type SQL, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor, type Role } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { reviewedByOneWith } from "#lib/reviews/conditions.ts";
import { reviewerIndependent, type Waiting } from "#lib/reviews/independent-of.ts";

type PersonContext = Context & { actor: PersonActor };

/** What waits for a verb of the reviewer, who takes one of these roles for it. */
type Seeing = Waiting & { roles: readonly Role[] };

/**
 * The rows of `reviews` that this person reviews. Of an engineer also those of what waits whose reviewer can not see to it: who holds
 * none of these roles any more, is not independent, or is the one whose work it is.
 */
export async function toBeSeenTo(
  ctx: PersonContext,
  { roles, verb, held }: Seeing,
  worker?: Column,
): Promise<SQL | undefined> {
  const { personId } = ctx.actor;
  const own = eq(reviews.reviewerId, personId);
  if (!hasRole(ctx.actor, "security_engineer")) return own;
  const able = reviewedByOneWith(roles, ctx.now);
  const independent = await reviewerIndependent(ctx, { verb, held: and(held, ne(reviews.reviewerId, personId), able) });
  const other = worker && sql`${reviews.reviewerId} is distinct from ${worker}`;
  return or(own, sql`(${and(able, independent, other)}) is not true`);
}
