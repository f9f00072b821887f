import { and, type Column, eq, exists, isNotNull, lte, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias, union } from "drizzle-orm/pg-core";
import { events, findings, reviews, threatModelVersions, waiverAsks } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { isAnswer } from "#lib/findings/conditions.ts";

const guardian = reviews.guardianAtSubmitId;
const until = sql`coalesce(${reviews.firstDecidedAt}, 'infinity'::timestamptz)`;
const attached = alias(threatModelVersions, "attached");

/**
 * The substantive acts of a person, up to a moment of their review or at any time, each a condition over `reviews` beside the
 * rows it is about.
 */
function actsOf(person: SQLWrapper | number, until?: SQL) {
  const by = (column: Column) => sql`${column} = ${person}`;
  const before = (column: Column) => (until ? sql`${column} <= ${until}` : undefined);
  return {
    raisedFinding: and(by(findings.raisedById), before(findings.createdAt)),
    answeredFinding: and(isAnswer(), by(events.actorId), before(events.at)),
    wroteVersion: and(
      eq(attached.id, reviews.threatModelVersionId),
      lte(threatModelVersions.seq, attached.seq),
      by(threatModelVersions.authorId),
      before(threatModelVersions.createdAt),
    ),
    triagedResult: and(by(waiverAsks.askedById), isNotNull(waiverAsks.fingerprint), before(waiverAsks.askedAt)),
  };
}

const INVOLVED = actsOf(guardian, until);

/**
 * The condition over `reviews` that its guardian was involved: active when it was first submitted, and before the decision they
 * wrote a version of the attached threat model, raised or answered a finding, or asked to waive a result of the checks.
 * Computed from acts; nobody types it in.
 */
export function guardianInvolved({ db }: Pick<Context, "db">): SQL {
  const one = { one: sql`1` };
  const wrote = db
    .select(one)
    .from(threatModelVersions)
    .innerJoin(attached, eq(attached.threatModelId, threatModelVersions.threatModelId))
    .where(INVOLVED.wroteVersion);
  const raised = db
    .select(one)
    .from(findings)
    .where(and(eq(findings.reviewId, reviews.id), INVOLVED.raisedFinding));
  const answered = db
    .select(one)
    .from(events)
    .where(and(eq(events.subjectId, reviews.id), INVOLVED.answeredFinding));
  const triaged = db
    .select(one)
    .from(waiverAsks)
    .where(and(eq(waiverAsks.reviewId, reviews.id), INVOLVED.triagedResult));
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
  const { raised, answered, model, result } = reviewIdsBy(db, actsOf(guardian, sql`${reviews.firstDecidedAt}`));
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
      .where(wroteVersion),
    result: db.select(id).from(waiverAsks).innerJoin(reviews, eq(reviews.id, waiverAsks.reviewId)).where(triagedResult),
  };
}

/** Was the guardian of this review involved in it? */
export async function wasInvolved(ctx: Context, reviewId: number): Promise<boolean> {
  const [row] = await ctx.db
    .select({ involved: sql<boolean>`${guardianInvolved(ctx)}` })
    .from(reviews)
    .where(eq(reviews.id, reviewId));
  return row?.involved ?? false;
}
