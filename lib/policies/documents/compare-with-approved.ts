import { and, desc, eq, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { isApproval } from "#db/conditions/reviews.ts";
import { reviewDecisions, reviewRevisions, reviews } from "#db/schema/index.ts";
import type { ProfileDefinition } from "#lib/checks/profile.ts";
import type { Context } from "#lib/context.ts";
import type { ApprovedComparison } from "#lib/policies/rules/approved-comparison.ts";
import { workOnPolicies } from "#lib/policies/runs/work-on-policies.ts";
import type { Asker } from "#lib/processes/work-on.ts";
import { documentsOf } from "./documents-of.ts";

type Run = { reviewId: number; revision: number };

/**
 * Compares a revision's policies with the last approved review of the same service. Only reviews with documents count,
 * because a change without policies leaves earlier ones in force. Never call it in a transaction, because comparing is
 * slow.
 */
export async function compareWithApproved(
  ctx: Context,
  run: Run,
  definition: Pick<ProfileDefinition, "account">,
  asker: Asker,
): Promise<ApprovedComparison> {
  const base = await approvedLast(ctx, run);
  if (!base) return NOTHING_APPROVED;
  const approved = await documentsOf(ctx, base.reviewId, base.revision);
  const now = await documentsOf(ctx, run.reviewId, run.revision);
  return { base, ...(await workOnPolicies(asker, "compareApproved", { now, approved, definition })) };
}

export const NOTHING_APPROVED: ApprovedComparison = { base: null, policies: [] };

/** The last approved review of this review's service, with its approved revision. */
export async function approvedLast(ctx: Context, { reviewId, revision }: Run): Promise<Run | null> {
  const own = alias(reviews, "own");
  const [base] = await ctx.db
    .select({ reviewId: reviewDecisions.reviewId, revision: reviewDecisions.revision })
    .from(reviewDecisions)
    .innerJoin(reviews, eq(reviews.id, reviewDecisions.reviewId))
    .innerJoin(own, and(eq(own.id, reviewId), eq(own.serviceId, reviews.serviceId)))
    .innerJoin(
      reviewRevisions,
      and(
        eq(reviewRevisions.reviewId, reviewDecisions.reviewId),
        eq(reviewRevisions.number, reviewDecisions.revision),
        sql`jsonb_array_length(${reviewRevisions.evidence} -> 'artefacts') > 0`,
      ),
    )
    .where(
      and(
        isApproval(),
        or(sql`${reviewDecisions.reviewId} <> ${reviewId}`, sql`${reviewDecisions.revision} < ${revision}`),
      ),
    )
    .orderBy(desc(reviewDecisions.decidedAt), desc(reviewDecisions.id))
    .limit(1);
  return base ?? null;
}
