import { type SQL, sql } from "drizzle-orm";

/**
 * What a `select` from `chain` begins with: the rows of `reviews` that were rejected one after the other, from the one with this id
 * back to the first, whose `previous_review_id` is null.
 */
export function chainBefore(previousReviewId: SQL): SQL {
  return sql`with recursive chain as (
    select earlier.* from reviews as earlier where earlier.id = ${previousReviewId}
    union all select earlier.* from chain join reviews as earlier on earlier.id = chain.previous_review_id)`;
}
