import { and, eq, exists, or, type SQL, sql } from "drizzle-orm";
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

/** Was the guardian of this review involved in it? */
export async function wasInvolved(ctx: Context, reviewId: number): Promise<boolean> {
  const [row] = await ctx.db
    .select({ involved: sql<boolean>`${guardianInvolved(ctx)}` })
    .from(reviews)
    .where(eq(reviews.id, reviewId));
  return row?.involved ?? false;
}
