import { and, eq, exists, isNotNull, or, type SQL, sql } from "drizzle-orm";
import { union } from "drizzle-orm/pg-core";
import { findings, reviews, threatModelVersions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/**
 * The condition over `reviews` that its guardian was involved: active when it was first submitted, and before the decision
 * they wrote the attached threat model, or raised or answered a finding. Computed from acts; nobody types it in.
 */
export function guardianInvolved({ db }: Pick<Context, "db">): SQL {
  const until = sql`coalesce(${reviews.firstDecidedAt}, 'infinity'::timestamptz)`;
  const wroteModel = db
    .select({ one: sql`1` })
    .from(threatModelVersions)
    .where(
      and(
        eq(threatModelVersions.id, reviews.threatModelVersionId),
        eq(threatModelVersions.authorId, reviews.guardianAtSubmitId),
        sql`${threatModelVersions.createdAt} <= ${until}`,
      ),
    );
  const actedOnFinding = db
    .select({ one: sql`1` })
    .from(findings)
    .where(
      and(
        eq(findings.reviewId, reviews.id),
        or(
          and(eq(findings.raisedById, reviews.guardianAtSubmitId), sql`${findings.createdAt} <= ${until}`),
          and(eq(findings.answeredById, reviews.guardianAtSubmitId), sql`${findings.answeredAt} <= ${until}`),
        ),
      ),
    );
  const byAct = and(sql`${reviews.guardianAtSubmitId} is not null`, or(exists(wroteModel), exists(actedOnFinding)));
  return byAct ?? sql`false`;
}

/**
 * The ids of all reviews that `guardianInvolved` holds for, as one query: what to join when thousands of reviews are
 * counted, where asking for each of them would cost the planner more than the answer.
 */
export function involvedReviewIds({ db }: Pick<Context, "db">) {
  const until = sql`coalesce(${reviews.firstDecidedAt}, 'infinity'::timestamptz)`;
  const raised = and(eq(findings.raisedById, reviews.guardianAtSubmitId), sql`${findings.createdAt} <= ${until}`);
  const answered = and(eq(findings.answeredById, reviews.guardianAtSubmitId), sql`${findings.answeredAt} <= ${until}`);
  const byFinding = db
    .select({ id: reviews.id })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .where(and(isNotNull(reviews.guardianAtSubmitId), or(raised, answered)));
  const byModel = db
    .select({ id: reviews.id })
    .from(threatModelVersions)
    .innerJoin(
      reviews,
      and(
        eq(reviews.threatModelVersionId, threatModelVersions.id),
        eq(reviews.guardianAtSubmitId, threatModelVersions.authorId),
      ),
    )
    .where(sql`${threatModelVersions.createdAt} <= ${until}`);
  return union(byFinding, byModel);
}

/** Was the guardian of this review involved in it? */
export async function wasInvolved(ctx: Context, reviewId: number): Promise<boolean> {
  const [row] = await ctx.db
    .select({ involved: sql<boolean>`${guardianInvolved(ctx)}` })
    .from(reviews)
    .where(eq(reviews.id, reviewId));
  return row?.involved ?? false;
}
