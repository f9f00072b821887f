import { and, type Column, eq, exists, isNotNull, lte, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias, union } from "drizzle-orm/pg-core";
import { events, findings, reviewFeedback, reviews, threatModelVersions, waiverAsks } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { isAnswer } from "#lib/findings/conditions.ts";
import { holdsThreat } from "#lib/threat-models/conditions.ts";
import { ratedByAnother } from "./conditions.ts";

const guardian = reviews.guardianAtSubmitId;
const attached = alias(threatModelVersions, "attached");

/** Up to the decision at this column; up to now where there is none. */
const upTo = (decidedAt: Column) => sql`coalesce(${decidedAt}, 'infinity'::timestamptz)`;

/** The substantive acts of a person, at any time or when they count, each a condition over the rows it is about. */
export function actsOf(person: SQLWrapper | number, when: (at: Column) => SQL | undefined = () => undefined) {
  const by = (column: Column) => sql`${column} = ${person}`;
  return {
    raisedFinding: and(by(findings.raisedById), when(findings.createdAt)),
    answeredFinding: and(isAnswer(), by(events.actorId), when(events.at)),
    wroteVersion: and(by(threatModelVersions.authorId), holdsThreat(), when(threatModelVersions.createdAt)),
    triagedResult: and(by(waiverAsks.askedById), isNotNull(waiverAsks.fingerprint), when(waiverAsks.askedAt)),
  };
}

/** The rows of `threat_model_versions` that are the attached one of a review, or come before it. */
function upToAttached(): SQL | undefined {
  return and(eq(attached.id, reviews.threatModelVersionId), lte(threatModelVersions.seq, attached.seq));
}

const INVOLVED = actsOf(guardian, (at) => sql`${at} <= ${upTo(reviews.firstDecidedAt)}`);

/**
 * The condition over `reviews` that its guardian was involved: active when it was first submitted, and before the first decision they
 * wrote a version with threats of the attached threat model, raised or answered a finding, or asked to waive a result of the checks.
 * Computed from acts; nobody types it in.
 */
export function guardianInvolved(ctx: Pick<Context, "db">): SQL {
  return guardianDid(ctx, INVOLVED);
}

/** When the guardian of the row of `reviews` around it was last rated for it, or their input declined. */
const LAST_RATED = sql`coalesce((select max(${reviewFeedback.createdAt}) from ${reviewFeedback}
  where ${reviewFeedback.reviewId} = ${reviews.id} and ${reviewFeedback.guardianId} = ${guardian}
    and ${ratedByAnother()}), '-infinity'::timestamptz)`;

/** What a review says of its guardian, and has rated: up to the last decision, where credit ends with the first. */
const SO_FAR = actsOf(guardian, (at) => sql`${at} <= ${upTo(reviews.decidedAt)}`);
const UNRATED = actsOf(guardian, (at) => sql`${at} > ${LAST_RATED} and ${at} <= ${upTo(reviews.decidedAt)}`);

/** The condition over `reviews` that its guardian was involved by what nobody has rated: acts since they were, before the last decision. */
function inputUnrated(ctx: Pick<Context, "db">): SQL {
  return guardianDid(ctx, UNRATED);
}

/** The condition over `reviews` that their reviewer is to rate what the guardian did. In a rule: `feedbackObstacle`. */
export function feedbackOwed(ctx: Pick<Context, "db">): SQL | undefined {
  return and(sql`${reviews.reviewerId} is distinct from ${guardian}`, inputUnrated(ctx));
}

function guardianDid({ db }: Pick<Context, "db">, acts: ReturnType<typeof actsOf>): SQL {
  const one = { one: sql`1` };
  const wrote = db
    .select(one)
    .from(threatModelVersions)
    .innerJoin(attached, eq(attached.threatModelId, threatModelVersions.threatModelId))
    .where(and(upToAttached(), acts.wroteVersion));
  const raised = db
    .select(one)
    .from(findings)
    .where(and(eq(findings.reviewId, reviews.id), acts.raisedFinding));
  const answered = db
    .select(one)
    .from(events)
    .where(and(eq(events.subjectId, reviews.id), acts.answeredFinding));
  const triaged = db
    .select(one)
    .from(waiverAsks)
    .where(and(eq(waiverAsks.reviewId, reviews.id), acts.triagedResult));
  const byAct = and(isNotNull(guardian), or(exists(wrote), exists(raised), exists(answered), exists(triaged)));
  return byAct ?? sql`false`;
}

/**
 * The condition over `reviews` that their guardian is credited with them, in belts and letters as in M10: who was involved in what
 * was decided. What was cancelled before is nobody's credit.
 */
export function guardianCredited(ctx: Pick<Context, "db">): SQL {
  return and(isNotNull(reviews.firstDecidedAt), guardianInvolved(ctx)) ?? sql`false`;
}

/**
 * The ids of the reviews that `guardianCredited` holds for, as one query: what to join when thousands of reviews are counted, where
 * asking for each of them would cost the planner more than the answer.
 */
export function creditedReviewIds({ db }: Pick<Context, "db">) {
  const { raised, answered, model, result } = reviewIdsBy(
    db,
    actsOf(guardian, (at) => sql`${at} <= ${reviews.firstDecidedAt}`),
  );
  return union(raised, answered, model, result);
}

/** The ids of the reviews in which a person did each of the acts that `guardianInvolved` asks for, whenever and as whoever, each as a query. */
export function reviewIdsByAct({ db }: Pick<Context, "db">, personId: number) {
  const { raised, answered, model, result } = reviewIdsBy(db, actsOf(personId));
  return { finding: union(raised, answered), model, result };
}

function reviewIdsBy(db: Context["db"], acts: ReturnType<typeof actsOf>) {
  const { raisedFinding, answeredFinding, wroteVersion, triagedResult } = acts;
  const id = { id: reviews.id };
  return {
    raised: db.select(id).from(findings).innerJoin(reviews, eq(reviews.id, findings.reviewId)).where(raisedFinding),
    answered: db.select(id).from(events).innerJoin(reviews, eq(reviews.id, events.subjectId)).where(answeredFinding),
    model: db
      .select(id)
      .from(reviews)
      .innerJoin(attached, eq(attached.id, reviews.threatModelVersionId))
      .innerJoin(threatModelVersions, eq(threatModelVersions.threatModelId, attached.threatModelId))
      .where(and(upToAttached(), wroteVersion)),
    result: db.select(id).from(waiverAsks).innerJoin(reviews, eq(reviews.id, waiverAsks.reviewId)).where(triagedResult),
  };
}

/** How the guardian of this review stands to it by its last decision: involved, by something that nobody has rated, and rated before. */
export async function involvementIn(ctx: Context, reviewId: number) {
  const [row] = await ctx.db
    .select({
      involved: sql<boolean>`${guardianDid(ctx, SO_FAR)}`,
      unrated: sql<boolean>`${inputUnrated(ctx)}`,
      rated: sql<boolean>`${LAST_RATED} > '-infinity'`,
    })
    .from(reviews)
    .where(eq(reviews.id, reviewId));
  return row ?? { involved: false, unrated: false, rated: false };
}
