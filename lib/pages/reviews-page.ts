import { hasRole } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { wholeCapacity } from "#lib/reviews/queue/capacity.ts";
import { filterNames } from "#lib/reviews/queue/filter-names.ts";
import type { ReviewFilter } from "#lib/reviews/rules/filter.ts";

/** A page of the list of reviews, with the names of what it is narrowed to. For those who work on all of them: how they come in and go out. */
export async function reviewsPage(ctx: Context, filter: ReviewFilter) {
  const worksOnAll = hasRole(ctx.actor, "security_engineer", "program_manager") && filter.tab === "all";
  const [list, capacity, names] = await Promise.all([
    listReviews(ctx, filter),
    worksOnAll ? wholeCapacity(ctx) : null,
    filterNames(ctx, filter),
  ]);
  return { list, capacity, names };
}
