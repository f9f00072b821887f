import { and, type Column, eq, type SQL, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { reviewStates, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, NotFound } from "#lib/errors.ts";
import { findingPasses } from "#lib/findings/conditions.ts";
import { reviewRef } from "#lib/paths.ts";
import { grantHolds } from "#lib/people/conditions.ts";
import { waiverHoldsIn } from "#lib/policies/conditions.ts";
import { latestRunOf } from "#lib/policies/latest-run.ts";
import { memberOn } from "#lib/teams/conditions.ts";
import { stateNow, statesConflict, waiverCounts } from "./conditions.ts";
import { allowedVerbs, landing, mayReview } from "./rules/capabilities.ts";
import { NO_TIES, type ReviewParts, type Ties, type TyingAct } from "./rules/parts.ts";
import { type ReasonCode, type ReviewState, STATE_WORDS } from "./rules/states.ts";
import { TIERS } from "./rules/tiers.ts";
import type { ReviewVerb } from "./rules/verbs.ts";

export type ReviewRow = typeof reviews.$inferSelect;
/** The columns that a verb changes, but for the state: the capability table moves the review. */
export type ReviewChange = Partial<Omit<typeof reviews.$inferInsert, "state">>;

/** What a verb answers: where the review stands now. The next write carries this sequence number. */
export type Receipt = { id: number; ref: string; state: ReviewState; sequence: number; revision: number };

/** A review that is locked for this transaction, with who is who in it. */
export type LockedReview = { row: ReviewRow; parts: ReviewParts };

type Why = { reasonCode?: ReasonCode | null; reason?: string };

/** A locked review with the move of the verb in hand: `enter` takes the review to where the table leads, and says where. */
export type MovableReview = LockedReview & { enter: (why?: Why) => Promise<ReviewState> };

/**
 * The frame of every write to a review: lock it as far as this actor can see it, ask the gate, refuse a stale sequence
 * number, do the work, and move the sequence number on. `work` returns the columns to change, or null where nothing is other than it
 * was: then nothing moves.
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
      const state = STATE_WORDS[review.row.state].toLowerCase();
      throw new Conflict(
        `This review has changed since you opened it; it is ${state} now. Look at it again, then try again.`,
        allowed(),
      );
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
    const next = { ...change, state, sequence: review.row.sequence + 1, updatedAt: ctx.now };
    const [saved] = await ctx.db.update(reviews).set(next).where(eq(reviews.id, reviewId)).returning(STANDING);
    if (!saved) throw new NotFound(`${reviewRef(reviewId)}`);
    return receiptOf(saved);
  });
}

/** The columns a receipt is made of. */
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

/** Locks a review for this transaction, or NotFound when this actor may not know of it. */
export async function lockReview(ctx: Context, reviewId: number): Promise<LockedReview> {
  const [row] = await ctx.db
    .select()
    .from(reviews)
    .where(and(eq(reviews.id, reviewId), visibleReviews(ctx)))
    .for("update");
  if (!row) throw new NotFound(reviewRef(reviewId));
  return { row, parts: await partsIn(ctx, row) };
}

/** Who is who in a review, and what has tied whom to it. */
export async function partsIn(ctx: Context, row: PartsRow): Promise<ReviewParts> {
  const { state, requesterId, guardianId, reviewerId, riskOwnerId, openElsewhereAt } = row;
  const ties = (await tiesOf(ctx, [row.id])).get(row.id) ?? NO_TIES;
  return { state, requesterId, guardianId, reviewerId, riskOwnerId, openElsewhereAt, ...ties };
}

/** As `partsIn`, of several reviews in one round trip. */
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

export type Tie = { reviewId: number; act: TyingAct };

/** Which of these acts a person, or whoever a column of `reviews` names, has done in the reviews of a condition: few of many as a rule. */
export async function tiesOfPerson(
  ctx: Context,
  { person, acts, among }: { person: number | Column; acts: readonly TyingAct[]; among: SQL | undefined },
): Promise<Tie[]> {
  const ids = ctx.db.select({ id: reviews.id }).from(reviews).where(among);
  const inThese = (column: SQL) => sql`${column} = any(array(select id from asked))`;
  return rowsOf<Tie>(
    ctx.db,
    sql`with asked as materialized (${ids}) select "reviewId", act from (${actsAmong(ctx, inThese)}) as acts
      left join ${reviews} on ${reviews.id} = "reviewId"
      where "personId" = ${person} and act = any(${`{${acts.join(",")}}`}::text[]) order by 1, 2`,
  );
}

/** The columns of a review that say who is who in it. */
type PartsRow = Pick<ReviewRow, "id" | Exclude<keyof ReviewParts, keyof Ties>>;

/** What is read with the acts, and ties nobody. */
type Owning = "owns_finding" | "owns_condition";

/**
 * The acts that tie people to reviews, in one round trip: every write to a review asks. Of one review it asks by its number: a plan
 * for any list of them is dearer than a new one each time, and so is never kept.
 */
async function tiesOf(ctx: Context, reviewIds: readonly number[]): Promise<Map<number, Ties>> {
  const [only, ...others] = reviewIds;
  const among = (column: SQL) =>
    only !== undefined && others.length === 0
      ? sql`${column} = ${only}`
      : sql`${column} = any(${`{${reviewIds.join(",")}}`}::int[])`;
  type Row = { reviewId: number; act: TyingAct | Owning; personId: number };
  const rows = await rowsOf<Row>(ctx.db, actsAmong(ctx, among));
  const byReview = new Map<number, Ties>();
  for (const { reviewId, act, personId } of rows) {
    byReview.set(reviewId, withTie(byReview.get(reviewId) ?? NO_TIES, act, personId));
  }
  return byReview;
}

function withTie(ties: Ties, act: TyingAct | Owning, personId: number): Ties {
  switch (act) {
    case "owns_finding":
      return { ...ties, findingOwnerIds: [...ties.findingOwnerIds, personId] };
    case "owns_condition":
      return { ...ties, conditionOwnerIds: [...ties.conditionOwnerIds, personId] };
    default:
      return { ...ties, acts: [...ties.acts, { act, personId }] };
  }
}

/**
 * The acts that tie people to the reviews, and who owns their findings and conditions, among which `among` holds a column that names
 * one.
 */
function actsAmong(ctx: Context, among: (column: SQL) => SQL): SQL {
  return sql`
    with own as (
      select subject_id as review_id, type, actor_id, data, at from events
      where subject_kind = 'review' and ${among(sql`subject_id`)}
        and type in ('review.threat-model-attached', 'review.edited', 'review.reopened')
    ), reopened as (
      select review_id, max(at) as began from own where type = 'review.reopened' group by review_id
    ), lax as (
      select (data->>'profileId')::int as profile_id, (data->>'version')::int as version from events
      where type = 'check-profile.published' and data->'eased' = 'true'
    ), acts (review_id, act, person) as (
      select review_id, 'evidence', by_id from review_artefacts
        cross join lateral (values (added_by_id), (removed_by_id)) as by (by_id) where ${among(sql`review_id`)}
      union select review_id, 'evidence', sealed_by_id from review_revisions where ${among(sql`review_id`)}
      union select review_id, 'evidence', actor_id from own where type = 'review.threat-model-attached'
        or (type = 'review.edited' and data->'fields' @> '["intake"]')
      union select r.id, wrote.act, wrote.by_id from reviews r join threat_model_versions v on v.id = r.threat_model_version_id
        cross join lateral (values ('author', case when v.author_role <> 'jointly' then v.author_id end),
          ('importer', v.imported_by_id)) as wrote (act, by_id) where ${among(sql`r.id`)}
      union select review_id, 'lowered', by_id from review_tier_changes left join reopened using (review_id)
        where ${among(sql`review_id`)} and ${isLower(sql`to_tier`, sql`from_tier`)}
          and (began is null or at >= began or exists (
            select from reviews r where r.id = review_id and ${isLower(sql`r.tier`, sql`from_tier`)}))
      union select review_id, 'waived', approved_by_id from waivers w left join reopened using (review_id)
        where ${among(sql`review_id`)} and (began is null or approved_at >= began
          or (${waiverHoldsIn("w", ctx.day)} and ${waiverCounts("w", ctx.day)}))
      union select review_id, 'waived', approved_by_id from check_waivers w left join reopened using (review_id)
        where ${among(sql`review_id`)} and (began is null or approved_at >= began or ${waiverHoldsIn("w", ctx.day)})
      union select review_id, 'passed', settled_by_id from findings where ${among(sql`review_id`)} and ${findingPasses(ctx.day)}
      union select run.review_id, 'eased', v.published_by_id from check_runs run
        join check_profile_versions v on v.id = run.profile_version_id join reviews r on r.id = run.review_id
        join lax on lax.profile_id = v.profile_id and lax.version = v.version
        where ${among(sql`run.review_id`)} and run.id = ${latestRunOf(sql`r.id`, sql`r.current_revision`)}
      union select r.id, 'team', memberships.person_id from reviews r join memberships on memberships.team_id = r.team_id
        where ${among(sql`r.id`)} and ${memberOn(ctx.day)} and exists (
          select from role_grants where role_grants.person_id = memberships.person_id and ${grantHolds(ctx.now)})
      union select review_id, 'conflict', person_id from review_claims where ${among(sql`review_id`)} and ${statesConflict()}
      union select review_id, 'owns_finding', owner_id from findings where ${among(sql`review_id`)}
      union select review_id, 'owns_condition', owner_id from review_conditions where ${among(sql`review_id`)}
    )
    select review_id as "reviewId", act, person as "personId" from acts where person is not null`;
}

const TIER_ORDER = sql.raw(`array[${TIERS.map((tier) => `'${tier}'`).join(", ")}]`);

function isLower(tier: SQL, than: SQL): SQL {
  return sql`array_position(${TIER_ORDER}, ${tier}) < array_position(${TIER_ORDER}, ${than})`;
}

/** Ends the state a review is in and begins the next one, with who, when and why. */
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
