import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { lastAcceptance } from "#db/conditions/exceptions.ts";
import { fixerIds, riskWasAccepted, unfixedFinding } from "#db/conditions/findings.ts";
import { isLeaver } from "#db/conditions/people.ts";
import { type WantedPage, weighedSlice, weightOf } from "#db/paging.ts";
import { exceptions, findings, people, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Place } from "#lib/place.ts";
import { partsIn } from "#lib/reviews/change.ts";
import { mayAnswer } from "#lib/reviews/rules/may-answer.ts";
import type { ReviewParts, Ties } from "#lib/reviews/rules/parts.ts";
import type { Finding } from "./output.ts";
import { pendingRiskDecisions } from "./pending-risk-decisions.ts";
import { riskOwnerWhoDecides } from "./risk-deciders.ts";
import { isRecommended, isUnanswered } from "./rules.ts";

const bySeverity = sql`array_position(array['critical','high','medium','low','info'], ${findings.severity})`;

/** Bytes of a finding on a page besides its texts. */
const FRAME_BYTES = 4_000;

/** A page of a review's findings, worst first. The caller has already seen the review. */
export async function findingsPage(
  ctx: Context,
  reviewId: number,
  wanted: WantedPage,
): Promise<{ findings: Finding[]; place: Place }> {
  const { id, title, description, answer, settleReason, recommendReason, declineReason } = findings;
  const rows = ctx.db
    .select({
      id,
      weight:
        sql`${weightOf(title, description, answer, settleReason, exceptions.reason, recommendReason, declineReason)} + ${FRAME_BYTES}::int`.as(
          "weight",
        ),
      n: sql`row_number() over (order by ${bySeverity}, ${id})`.as("n"),
    })
    .from(findings)
    .leftJoin(exceptions, and(riskWasAccepted(), lastAcceptance(findings.id)))
    .where(eq(findings.reviewId, reviewId));
  const { place, ids } = await weighedSlice(ctx.db, rows, wanted);
  return { findings: ids.length === 0 ? [] : await findingsWhere(ctx, inArray(id, ids)), place };
}

/** A review's unfixed findings as one line each. The caller scopes it. */
export async function unfixedFindings(ctx: Context, reviewId: number) {
  const { id, title, severity, blocking, state, answer, answeredAt, settledAt } = findings;
  const rows = await ctx.db
    .select({ id, title, severity, blocking, state, answer, answeredAt, settledAt })
    .from(findings)
    .where(and(eq(findings.reviewId, reviewId), unfixedFinding()))
    .orderBy(bySeverity, id);
  return rows.map((row) => ({ ...row, unanswered: isUnanswered(row) }));
}

/** A review's findings, worst first. The caller has already seen the review. */
export async function findingsOf(ctx: Context, reviewId: number): Promise<Finding[]> {
  return findingsWhere(ctx, eq(findings.reviewId, reviewId));
}

async function findingsWhere(ctx: Context, condition: SQL | undefined): Promise<Finding[]> {
  const raiser = alias(people, "raiser");
  const owner = alias(people, "owner");
  const answerer = alias(people, "answerer");
  const fixer = alias(people, "fixer");
  const settler = alias(people, "settler");
  const adviser = alias(people, "adviser");
  const recommender = alias(people, "recommender");
  const decliner = alias(people, "decliner");
  const rows = await ctx.db
    .select({
      finding: findings,
      acceptance: { until: exceptions.expiresOn, reason: exceptions.reason },
      fixerIds: fixerIds(),
      review: PARTS_OF_REVIEW,
      raisedBy: { id: raiser.id, name: raiser.name },
      owner: { id: owner.id, name: owner.name },
      ownerHasLeft: sql<boolean>`coalesce(${isLeaver(findings.ownerId)}, false)`,
      answeredBy: { id: answerer.id, name: answerer.name },
      fixedBy: { id: fixer.id, name: fixer.name },
      settledBy: { id: settler.id, name: settler.name },
      advisedBy: { id: adviser.id, name: adviser.name },
      recommendedBy: { id: recommender.id, name: recommender.name },
      declinedBy: { id: decliner.id, name: decliner.name },
    })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .leftJoin(raiser, eq(raiser.id, findings.raisedById))
    .leftJoin(owner, eq(owner.id, findings.ownerId))
    .leftJoin(answerer, eq(answerer.id, findings.answeredById))
    .leftJoin(fixer, eq(fixer.id, findings.fixedById))
    .leftJoin(settler, eq(settler.id, findings.settledById))
    .leftJoin(exceptions, and(riskWasAccepted(), lastAcceptance(findings.id)))
    .leftJoin(adviser, eq(adviser.id, exceptions.askedById))
    .leftJoin(recommender, eq(recommender.id, findings.recommendedById))
    .leftJoin(decliner, eq(decliner.id, findings.declinedById))
    .where(condition)
    .orderBy(bySeverity, findings.id);
  const deciders = await decidersOf(ctx, rows);
  return rows.map(({ finding, acceptance, review, recommendedBy, declinedBy, ...people }) => ({
    ...finding,
    ...people,
    acceptedUntil: acceptance?.until ?? null,
    settleReason: acceptance?.reason ?? finding.settleReason,
    recommended: recommendationOf(finding, recommendedBy, deciders.get(finding.id)),
    declined: finding.declinedAt && {
      by: declinedBy,
      at: finding.declinedAt.toISOString(),
      reason: finding.declineReason,
    },
    unanswered: isUnanswered(finding),
    mayAnswer: mayAnswer(ctx.actor, review, finding).allowed,
    createdAt: finding.createdAt.toISOString(),
  }));
}

type Row = typeof findings.$inferSelect;
type Review = Omit<ReviewParts, keyof Ties> & { id: number };

type Decider = NonNullable<Finding["recommended"]>["decider"];

/**
 * The findings of one review waiting for a risk decision, with the deciders. There are rarely any, so people are only
 * loaded if needed.
 */
async function decidersOf(
  ctx: Context,
  rows: readonly { finding: Row; review: Review }[],
): Promise<Map<number, Decider>> {
  const deciders = new Map<number, Decider>();
  const [first] = rows.filter(({ finding }) => isRecommended(finding, ctx.day));
  if (!first) return deciders;
  const parts = await partsIn(ctx, first.review);
  const all = rows.map(({ finding }) => finding);
  for (const { id, recommendedById } of await pendingRiskDecisions(ctx, parts, all)) {
    deciders.set(id, await riskOwnerWhoDecides(ctx, parts, recommendedById));
  }
  return deciders;
}

function recommendationOf(finding: Row, by: Finding["owner"], decider: Decider | undefined): Finding["recommended"] {
  const { recommendedAt, recommendedUntil: until, recommendReason: reason } = finding;
  if (decider === undefined || recommendedAt === null || until === null) return null;
  return { by, at: recommendedAt.toISOString(), until, reason, decider };
}

/** The people involved in a finding's review. */
const PARTS_OF_REVIEW = {
  id: reviews.id,
  state: reviews.state,
  requesterId: reviews.requesterId,
  guardianId: reviews.guardianId,
  reviewerId: reviews.reviewerId,
  riskOwnerId: reviews.riskOwnerId,
  openElsewhereAt: reviews.openElsewhereAt,
};
