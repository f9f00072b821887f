import { type Column, type SQL, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";

type Submitted = Record<"id" | "previousReviewId" | "firstSubmittedAt", Column>;

/**
 * When a row of `reviews`, or of an alias of it, was submitted itself, null while it never was: one that follows a rejected review
 * keeps that one's first submit for its lead time alone.
 */
export function firstSubmitOf({ id, previousReviewId, firstSubmittedAt }: Submitted = reviews): SQL {
  return sql`case when ${previousReviewId} is null then ${firstSubmittedAt} else coalesce(
    (select min(span.from_at) from review_states as span where span.review_id = ${id} and span.state = 'submitted'),
    ${firstSubmittedAt}) end`;
}
