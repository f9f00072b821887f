import { and, desc, eq, inArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { reviewDecisions, reviewRevisions, reviews } from "#db/schema/index.ts";
import type { ProfileDefinition } from "#lib/checks/profile.ts";
import type { Context } from "#lib/context.ts";
import { documentsOf } from "./documents-of.ts";
import { knownManagedPolicies } from "./known-managed-policies.ts";
import type { ApprovedComparison } from "./rules/approved-comparison.ts";
import { compareApproved } from "./rules/compare-approved.ts";
import { readSubmitted } from "./rules/evaluate-documents.ts";

type Run = { reviewId: number; revision: number };

/**
 * The policies of a revision against those of the review that was approved last for the same service. Only what holds
 * documents counts: a change without policies leaves those before it in force. `read` spares reading the revision again.
 */
export async function compareWithApproved(
  ctx: Context,
  run: Run,
  definition: Pick<ProfileDefinition, "account">,
  read?: ReturnType<typeof readSubmitted>,
): Promise<ApprovedComparison> {
  const base = await approvedLast(ctx, run);
  if (!base) return { base: null, policies: [] };
  const before = readSubmitted(await documentsOf(ctx, base.reviewId, base.revision), definition);
  const now = read ?? readSubmitted(await documentsOf(ctx, run.reviewId, run.revision), definition);
  return { base, policies: compareApproved(now, before, knownManagedPolicies) };
}

async function approvedLast(ctx: Context, { reviewId, revision }: Run): Promise<Run | null> {
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
        inArray(reviewDecisions.outcome, ["approved", "approved_with_conditions"]),
        or(sql`${reviewDecisions.reviewId} <> ${reviewId}`, sql`${reviewDecisions.revision} < ${revision}`),
      ),
    )
    .orderBy(desc(reviewDecisions.decidedAt), desc(reviewDecisions.id))
    .limit(1);
  return base ?? null;
}
