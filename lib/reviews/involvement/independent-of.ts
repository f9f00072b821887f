import { and, type Column, or, type SQL, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { BESIDE_REVIEWER, NOT_BY_GUARDIAN, tyingTo } from "#lib/reviews/rules/independence.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { type Tie, tiesOfPerson } from "./ties.ts";

/** Rows of `reviews` waiting for someone to perform this verb. */
export type Waiting = { verb: ReviewVerb; held: SQL | undefined };

/** The waiting rows of `reviews` for which this person is independent enough. */
export async function independentOf(
  ctx: Context,
  personId: number,
  waiting: readonly Waiting[],
): Promise<SQL | undefined> {
  const acts = [...new Set(waiting.flatMap(({ verb }) => tyingTo(verb)))];
  const ties = await tiesOfPerson(ctx, { person: personId, acts, among: or(...waiting.map(({ held }) => held)) });
  return or(...waiting.map(({ verb, held }) => and(held, independent(verb, personId, ties))));
}

/** Whether the reviewer is independent enough, for the waiting rows of `reviews` only. */
export async function reviewerIndependent(ctx: Context, { verb, held }: Waiting): Promise<SQL | undefined> {
  const person = reviews.reviewerId;
  return independent(verb, person, await tiesOfPerson(ctx, { person, acts: tyingTo(verb), among: held }));
}

/** `notIndependent` in SQL: the rows of `reviews` where no tie keeps this person from a verb. */
function independent(verb: ReviewVerb, person: number | Column, ties: readonly Tie[]): SQL | undefined {
  const tied = ties.flatMap(({ reviewId, act }) => (tyingTo(verb).includes(act) ? [reviewId] : []));
  return and(
    sql`${reviews.requesterId} is distinct from ${person}`,
    NOT_BY_GUARDIAN.includes(verb) ? sql`${reviews.guardianId} is distinct from ${person}` : undefined,
    BESIDE_REVIEWER.includes(verb) ? sql`${reviews.reviewerId} is distinct from ${person}` : undefined,
    tied.length > 0 ? sql`${reviews.id} <> all(${`{${tied.join(",")}}`}::int[])` : undefined,
  );
}
