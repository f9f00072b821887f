import { type SQL, sql } from "drizzle-orm";

/**
 * The start of a `select` from `chain`: the consecutively rejected rows of `reviews`, from the one with this id back to
 * the first, whose `previous_review_id` is null.
 */
export function chainBefore(previousReviewId: SQL): SQL {
  return sql`with recursive chain as (
    select earlier.* from reviews as earlier where earlier.id = ${previousReviewId}
    union all select earlier.* from chain join reviews as earlier on earlier.id = chain.previous_review_id)`;
}
