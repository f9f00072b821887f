import { type SQL, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";

/** When a row of `reviews` was submitted itself: one that follows a rejected review keeps that one's first submit for its lead time alone. */
export function ownSubmit(): SQL {
  return sql`case when ${reviews.previousReviewId} is null then ${reviews.firstSubmittedAt} else coalesce(
    (select min(span.from_at) from review_states as span where span.review_id = ${reviews.id} and span.state = 'submitted'),
    ${reviews.firstSubmittedAt}) end`;
}
