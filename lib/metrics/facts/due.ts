import { type Column, type SQL, sql } from "drizzle-orm";
import { reviewFacts, reviews } from "#db/schema/index.ts";

/**
 * The rows of `reviews` whose facts are not written, or were of an earlier sequence number or before the first response.
 * `where`: what holds of the facts, too, where it holds of the review, so that few of them are looked at.
 */
export function isDue(where: SQL = sql`true`): SQL {
  return sql`not exists (select from ${reviewFacts} where ${reviewFacts.reviewId} = ${reviews.id}
    and ${reviewFacts.sequence} = ${reviews.sequence}
    and ${reviewFacts.firstResponseAt} is not distinct from ${reviews.firstResponseAt} and ${where})`;
}

/** The rows whose id is one of these: one parameter, however many there are. */
export function idsIn(column: Column, ids: readonly number[]): SQL {
  return sql`${column} = any(${`{${ids.join(",")}}`}::int[])`;
}
