import { and, eq, ne, not, or, type SQL, sql } from "drizzle-orm";
import { reviewedByOneWith } from "#db/conditions/reviews.ts";
import { reviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor, type Role } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { reviewerIndependent, type Waiting } from "#lib/reviews/involvement/independent-of.ts";
import { REVIEWING_ROLES } from "#lib/reviews/rules/parts.ts";
import { CAPABILITIES, type ReviewVerb } from "#lib/reviews/rules/verbs.ts";

type PersonContext = Context & { actor: PersonActor };

/**
 * Rows of `reviews` this person reviews. For engineers also waiting ones whose reviewer cannot act: without a permitted
 * role, not independent, or doing the work themselves. `isWorker` says so about the reviewer.
 */
export async function reviewsToActOn(
  ctx: PersonContext,
  { verb, held }: Waiting,
  isWorker: SQL = sql`false`,
): Promise<SQL | undefined> {
  const { personId } = ctx.actor;
  const own = eq(reviews.reviewerId, personId);
  if (!hasRole(ctx.actor, "security_engineer")) return own;
  const able = reviewedByOneWith(rolesFor(verb), ctx.now);
  const independent = await reviewerIndependent(ctx, { verb, held: and(held, ne(reviews.reviewerId, personId), able) });
  return or(own, sql`(${and(able, independent, not(isWorker))}) is not true`);
}

/** The roles that let a reviewer take this action, according to the capability table. */
function rolesFor(verb: ReviewVerb): readonly Role[] {
  const { by } = CAPABILITIES[verb];
  return by.includes("reviewer") ? REVIEWING_ROLES : REVIEWING_ROLES.filter((role) => by.includes(role));
}
