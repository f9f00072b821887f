import { and, eq, exists, isNotNull, lte, or, type SQL, sql } from "drizzle-orm";
import { alias, union } from "drizzle-orm/pg-core";
import { findings, reviews, threatModelVersions, waiverAsks } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

const guardian = reviews.guardianAtSubmitId;
const until = sql`coalesce(${reviews.firstDecidedAt}, 'infinity'::timestamptz)`;
const attached = alias(threatModelVersions, "attached");

// The acts of the guardian before the first decision, each a condition over `reviews` beside the rows it is about.
const actedOnFinding = or(
  and(eq(findings.raisedById, guardian), sql`${findings.createdAt} <= ${until}`),
  and(eq(findings.answeredById, guardian), sql`${findings.answeredAt} <= ${until}`),
);
const wroteVersion = and(
  eq(attached.id, reviews.threatModelVersionId),
  lte(threatModelVersions.seq, attached.seq),
  eq(threatModelVersions.authorId, guardian),
  sql`${threatModelVersions.createdAt} <= ${until}`,
);
const triagedResult = and(
  eq(waiverAsks.askedById, guardian),
  isNotNull(waiverAsks.fingerprint),
  sql`${waiverAsks.askedAt} <= ${until}`,
);

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
    .where(wroteVersion);
  const onFinding = db
    .select(one)
    .from(findings)
    .where(and(eq(findings.reviewId, reviews.id), actedOnFinding));
  const triaged = db
    .select(one)
    .from(waiverAsks)
    .where(and(eq(waiverAsks.reviewId, reviews.id), triagedResult));
  const byAct = and(isNotNull(guardian), or(exists(wrote), exists(onFinding), exists(triaged)));
  return byAct ?? sql`false`;
}

/**
 * The ids of the reviews that `guardianInvolved` holds for, as one query: what to join when thousands of reviews are counted, where
 * asking for each of them would cost the planner more than the answer.
 */
export function involvedReviewIds({ db }: Pick<Context, "db">) {
  const id = { id: reviews.id };
  const byFinding = db
    .select(id)
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .where(and(isNotNull(guardian), actedOnFinding));
  const byModel = db
    .select(id)
    .from(reviews)
    .innerJoin(attached, eq(attached.id, reviews.threatModelVersionId))
    .innerJoin(threatModelVersions, eq(threatModelVersions.threatModelId, attached.threatModelId))
    .where(wroteVersion);
  const byResult = db
    .select(id)
    .from(waiverAsks)
    .innerJoin(reviews, eq(reviews.id, waiverAsks.reviewId))
    .where(triagedResult);
  return union(byFinding, byModel, byResult);
}

/** Was the guardian of this review involved in it? */
export async function wasInvolved(ctx: Context, reviewId: number): Promise<boolean> {
  const [row] = await ctx.db
    .select({ involved: sql<boolean>`${guardianInvolved(ctx)}` })
    .from(reviews)
    .where(eq(reviews.id, reviewId));
  return row?.involved ?? false;
}
