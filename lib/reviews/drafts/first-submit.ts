import { type Column, type SQL, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";

type Submitted = Record<"id" | "previousReviewId" | "firstSubmittedAt", Column>;

/**
 * When a row of `reviews`, or an alias of it, was itself submitted; null if never. A review following a rejected one
 * uses the earlier first submit only for its lead time.
 */
export function firstSubmitOf({ id, previousReviewId, firstSubmittedAt }: Submitted = reviews): SQL {
  return sql`case when ${previousReviewId} is null then ${firstSubmittedAt} else coalesce(
    (select min(span.from_at) from review_states as span where span.review_id = ${id} and span.state = 'submitted'),
    ${firstSubmittedAt}) end`;
}
