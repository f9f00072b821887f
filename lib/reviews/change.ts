import { and, eq } from "drizzle-orm";
import { stateNow } from "#db/conditions/reviews.ts";
import { people, reviewStates, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, NotFound } from "#lib/errors.ts";
import { reviewRef } from "#lib/paths.ts";
import { tiesOf } from "./involvement/ties.ts";
import { allowedVerbs, landing, mayReview } from "./rules/may-review.ts";
import { NO_TIES, type ReviewParts, type Ties } from "./rules/parts.ts";
import { type ReasonCode, type ReviewState, STATE_WORDS } from "./rules/states.ts";
import type { ReviewVerb } from "./rules/verbs.ts";

export type ReviewRow = typeof reviews.$inferSelect;
/** The columns a verb may change, except the state, which only the capability table moves. */
export type ReviewChange = Partial<Omit<typeof reviews.$inferInsert, "state">>;

/** A verb's answer: the review's current state. The next write uses this sequence number. */
export type Receipt = { id: number; ref: string; state: ReviewState; sequence: number; revision: number };

/** A review locked for this transaction, with the people's roles in it. */
export type LockedReview = { row: ReviewRow; parts: ReviewParts };

type Why = { reasonCode?: ReasonCode | null; reason?: string };

/** A locked review with the verb's move. `enter` moves the review to the table's next state and returns it. */
export type MovableReview = LockedReview & { enter: (why?: Why) => Promise<ReviewState> };

/**
 * The frame of every write to a review. It locks the review if the actor can see it, asks the gate, refuses a stale
 * sequence number, and does the work. It then advances the sequence number and last change, unless the work sets them.
 * `work` returns the columns to change, or null if nothing changed: then nothing advances.
 */
export async function changeReview(
  ctx: Context,
  reviewId: number,
  verb: ReviewVerb,
  sequence: number | null,
  work: (ctx: Context, review: MovableReview) => Promise<ReviewChange | null>,
): Promise<Receipt> {
  return transaction(ctx, async (ctx) => {
    const review = await lockReview(ctx, reviewId);
    const allowed = () => allowedVerbs(ctx.actor, review.parts);
    const permission = mayReview(ctx.actor, verb, review.parts);
    if (!permission.allowed && permission.because === "actor") ensure(permission, allowed());
    if (sequence !== null && sequence !== review.row.sequence) {
      throw new Conflict(await changedWords(ctx, verb, review.row), allowed());
    }
    if (!permission.allowed) ensure(permission, allowed());
    let state = review.row.state;
    const enter = async (why?: Why) => {
      const to = landing(verb, review.row);
      if (to === null) throw new Error(`The capability table leads ${verb} nowhere`);
      if (to !== state) await enterState(ctx, reviewId, to, why);
      state = to;
      return to;
    };
    const change = await work(ctx, { ...review, enter });
    if (change === null) return receiptOf(review.row);
    const next = { sequence: review.row.sequence + 1, updatedAt: ctx.now, ...change, state };
    const [saved] = await ctx.db.update(reviews).set(next).where(eq(reviews.id, reviewId)).returning(STANDING);
    if (!saved) throw new NotFound(`${reviewRef(reviewId)}`);
    return receiptOf(saved);
  });
}

/** Why a stale write is refused; for a claim, it names who was faster. */
async function changedWords(ctx: Context, verb: ReviewVerb, { state, reviewerId }: ReviewRow): Promise<string> {
  const [reviewer] =
    verb === "claim" && reviewerId !== null
      ? await ctx.db.select({ name: people.name }).from(people).where(eq(people.id, reviewerId))
      : [];
  if (reviewer) return `${reviewer.name} claimed this review first. Claim another review from the queue.`;
  return `This review has changed since you opened it and is now ${STATE_WORDS[state].toLowerCase()}. Look at it again, then retry.`;
}

/** The columns of a receipt. */
export const STANDING = {
  id: reviews.id,
  state: reviews.state,
  sequence: reviews.sequence,
  currentRevision: reviews.currentRevision,
};

export function receiptOf(row: Pick<ReviewRow, keyof typeof STANDING>): Receipt {
  return {
    id: row.id,
    ref: reviewRef(row.id),
    state: row.state,
    sequence: row.sequence,
    revision: row.currentRevision,
  };
}

/** Locks a review for this transaction; NotFound if this actor may not see it. */
export async function lockReview(ctx: Context, reviewId: number): Promise<LockedReview> {
  const [row] = await ctx.db
    .select()
    .from(reviews)
    .where(and(eq(reviews.id, reviewId), visibleReviews(ctx)))
    .for("update");
  if (!row) throw new NotFound(reviewRef(reviewId));
  return { row, parts: await partsIn(ctx, row) };
}

/** The people's roles in a review, and their ties to it. */
export async function partsIn(ctx: Context, row: PartsRow): Promise<ReviewParts> {
  const { state, requesterId, guardianId, reviewerId, riskOwnerId, openElsewhereAt } = row;
  const ties = (await tiesOf(ctx, [row.id])).get(row.id) ?? NO_TIES;
  return { state, requesterId, guardianId, reviewerId, riskOwnerId, openElsewhereAt, ...ties };
}

/** As `partsIn`, for several reviews in one round trip. */
export async function partsInEach(ctx: Context, rows: readonly PartsRow[]): Promise<Map<number, ReviewParts>> {
  const ids = rows.map(({ id }) => id);
  const ties = ids.length > 0 ? await tiesOf(ctx, ids) : new Map<number, Ties>();
  return new Map(
    rows.map(({ id, state, requesterId, guardianId, reviewerId, riskOwnerId, openElsewhereAt }) => [
      id,
      { state, requesterId, guardianId, reviewerId, riskOwnerId, openElsewhereAt, ...(ties.get(id) ?? NO_TIES) },
    ]),
  );
}

/** The columns of a review that give people's roles. */
type PartsRow = Pick<ReviewRow, "id" | Exclude<keyof ReviewParts, keyof Ties>>;

/** Ends a review's current state and begins the next, recording who, when and why. */
async function enterState(ctx: Context, reviewId: number, state: ReviewState, why: Why = {}): Promise<void> {
  await ctx.db
    .update(reviewStates)
    .set({ toAt: ctx.now })
    .where(and(eq(reviewStates.reviewId, reviewId), stateNow()));
  await ctx.db.insert(reviewStates).values({
    reviewId,
    state,
    fromAt: ctx.now,
    byId: personOf(ctx.actor)?.personId ?? null,
    reasonCode: why.reasonCode ?? null,
    reason: why.reason ?? "",
  });
}
