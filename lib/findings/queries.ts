import { eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { findings, people, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { mayAnswer } from "#lib/reviews/rules/may-answer.ts";
import { fixerIds } from "./conditions.ts";
import type { Finding } from "./output.ts";
import { isUnanswered } from "./rules.ts";

const bySeverity = sql`array_position(array['critical','high','medium','low','info'], ${findings.severity})`;

/** The findings of a review the caller has seen already, the worst first. */
export async function findingsOf(ctx: Context, reviewId: number): Promise<Finding[]> {
  const raiser = alias(people, "raiser");
  const owner = alias(people, "owner");
  const answerer = alias(people, "answerer");
  const fixer = alias(people, "fixer");
  const settler = alias(people, "settler");
  const rows = await ctx.db
    .select({
      finding: findings,
      fixerIds: fixerIds(),
      review: PARTS_OF_REVIEW,
      raisedBy: { id: raiser.id, name: raiser.name },
      owner: { id: owner.id, name: owner.name },
      answeredBy: { id: answerer.id, name: answerer.name },
      fixedBy: { id: fixer.id, name: fixer.name },
      settledBy: { id: settler.id, name: settler.name },
    })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .leftJoin(raiser, eq(raiser.id, findings.raisedById))
    .leftJoin(owner, eq(owner.id, findings.ownerId))
    .leftJoin(answerer, eq(answerer.id, findings.answeredById))
    .leftJoin(fixer, eq(fixer.id, findings.fixedById))
    .leftJoin(settler, eq(settler.id, findings.settledById))
    .where(eq(findings.reviewId, reviewId))
    .orderBy(bySeverity, findings.id);
  return rows.map(({ finding, review, ...people }) => ({
    ...finding,
    ...people,
    unanswered: isUnanswered(finding),
    mayAnswer: mayAnswer(ctx.actor, review, finding).allowed,
    createdAt: finding.createdAt.toISOString(),
  }));
}

/** Who is who in the review of a finding. */
const PARTS_OF_REVIEW = {
  state: reviews.state,
  requesterId: reviews.requesterId,
  guardianId: reviews.guardianId,
  reviewerId: reviews.reviewerId,
  riskOwnerId: reviews.riskOwnerId,
  openElsewhereAt: reviews.openElsewhereAt,
};
