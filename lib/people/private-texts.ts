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

/** All moves of the person's guardianships, by anyone. */
function ofLifecycle({ db }: Context, personId: number): SQL {
  const own = db.select({ id: guardianships.id }).from(guardianships).where(eq(guardianships.personId, personId));
  return inArray(guardianMoves.guardianshipId, own);
}

/** The review state entered when the person's claim was released, which has the same reason. */
function ofRelease(_: Context, personId: number): SQL {
  return sql`exists (select from ${reviewClaims} where ${and(
    eq(reviewClaims.personId, personId),
    eq(reviewClaims.reviewId, reviewStates.reviewId),
    eq(reviewClaims.releasedAt, reviewStates.fromAt),
    eq(reviewClaims.releaseReason, reviewStates.reason),
  )})`;
}

/**
 * Texts about a person that few may read, and their reasons for returning a review, which may be private: they go with
 * the name. Whether a text existed stays, because rules count it. What they wrote in a review belongs to the review;
 * docs/privacy.md classifies each column.
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

/** Overwrites a person's private texts. */
export async function erasePrivateTexts(ctx: Context, personId: number): Promise<void> {
  for (const { column, of } of PRIVATE_TEXTS) {
    await ctx.db
      .update(column.table)
      .set({ [column.name]: ERASED })
      .where(and(of(ctx, personId), ne(column, "")));
  }
}
