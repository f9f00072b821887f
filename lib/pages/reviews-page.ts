import { hasRole } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { wholeCapacity } from "#lib/reviews/queue/capacity.ts";
import { filterNames } from "#lib/reviews/queue/filter-names.ts";
import type { ReviewFilter } from "#lib/reviews/rules/filter.ts";

/**
 * A page of the review list, with the names of its filters. For those who work on all reviews, also their inflow and
 * outflow.
 */
export async function reviewsPage(ctx: Context, filter: ReviewFilter) {
  const worksOnAll = hasRole(ctx.actor, "security_engineer", "program_manager") && filter.tab === "all";
  const [list, capacity, names] = await Promise.all([
    listReviews(ctx, filter),
    worksOnAll ? wholeCapacity(ctx) : null,
    filterNames(ctx, filter),
  ]);
  return { list, capacity, names };
}
