import { and, type Column, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import {
  activities,
  beltAwards,
  completions,
  guardianMoves,
  guardianships,
  programReviewAttendances,
  reviewClaims,
  reviewFeedback,
  reviewStates,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { ERASED } from "#lib/pseudonym.ts";

type PrivateText = { column: PgColumn; of: (ctx: Context, personId: number) => SQL | undefined };

const by = (person: Column) => (_: Context, personId: number) => eq(person, personId);

/** The lifecycle of the person: all moves of their guardianships, whoever made them. */
function ofLifecycle({ db }: Context, personId: number): SQL {
  const own = db.select({ id: guardianships.id }).from(guardianships).where(eq(guardianships.personId, personId));
  return inArray(guardianMoves.guardianshipId, own);
}

/** The state that a review entered when the person's claim was released, with the same reason. */
function ofRelease(_: Context, personId: number): SQL {
  return sql`exists (select from ${reviewClaims} where ${and(
    eq(reviewClaims.personId, personId),
    eq(reviewClaims.reviewId, reviewStates.reviewId),
    eq(reviewClaims.releasedAt, reviewStates.fromAt),
    eq(reviewClaims.releaseReason, reviewStates.reason),
  )})`;
}

/**
 * What is written about a person for few to read, and why they gave a review back, which may be private: it goes with their name.
 * Whether there was something stays, as rules count it. What they wrote as part of a review is the review's; docs/privacy.md says of
 * each column which it is.
 */
export const PRIVATE_TEXTS: readonly PrivateText[] = [
  { column: guardianships.rationale, of: by(guardianships.personId) },
  { column: guardianMoves.reason, of: ofLifecycle },
  { column: beltAwards.note, of: by(beltAwards.personId) },
  { column: beltAwards.revokedReason, of: by(beltAwards.personId) },
  { column: completions.evidence, of: by(completions.personId) },
  { column: activities.note, of: by(activities.personId) },
  { column: programReviewAttendances.said, of: by(programReviewAttendances.personId) },
  { column: reviewFeedback.sentence, of: by(reviewFeedback.guardianId) },
  { column: reviewFeedback.declinedReason, of: by(reviewFeedback.guardianId) },
  { column: reviewFeedback.answer, of: by(reviewFeedback.guardianId) },
  { column: reviewStates.reason, of: ofRelease },
  { column: reviewClaims.conflict, of: by(reviewClaims.personId) },
  { column: reviewClaims.releaseReason, of: by(reviewClaims.personId) },
];

/** Writes over what is private to a person. */
export async function erasePrivateTexts(ctx: Context, personId: number): Promise<void> {
  for (const { column, of } of PRIVATE_TEXTS) {
    await ctx.db
      .update(column.table)
      .set({ [column.name]: ERASED })
      .where(and(of(ctx, personId), ne(column, "")));
  }
}
