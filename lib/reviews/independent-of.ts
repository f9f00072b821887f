import { and, type SQL, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { tiedReviews } from "./change.ts";
import { BESIDE_REVIEWER, tyingTo } from "./rules/independence.ts";
import type { ReviewVerb } from "./rules/verbs.ts";

/** `notIndependent` in SQL: of the rows of `reviews` that a condition holds, those whose verb this person is independent enough for. */
export async function independentOf(
  ctx: Context,
  verb: ReviewVerb,
  personId: number,
  among: SQL | undefined,
): Promise<SQL | undefined> {
  const tied = await tiedReviews(ctx, { personId, acts: tyingTo(verb), among });
  return and(
    sql`${reviews.requesterId} is distinct from ${personId}`,
    BESIDE_REVIEWER.includes(verb) ? sql`${reviews.reviewerId} is distinct from ${personId}` : undefined,
    tied.length > 0 ? sql`${reviews.id} <> all(${`{${tied.join(",")}}`}::int[])` : undefined,
  );
}
