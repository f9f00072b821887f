import { and, asc, eq, getTableColumns, inArray, ne, not, or, sql } from "drizzle-orm";
import {
  fixerIds,
  isFixedBy,
  ownedByLeaver,
  ownedByNobody,
  toBeVerified,
  unfixedFinding,
} from "#db/conditions/findings.ts";
import { isLeaver } from "#db/conditions/people.ts";
import {
  conditionsToVerify,
  isKeptBy,
  mayBeLive,
  owedConditions,
  pastDue,
  reviewedByOneWith,
  unkeptCondition,
} from "#db/conditions/reviews.ts";
import { findings, reviewConditions, reviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { settleRefusal } from "#lib/findings/rules.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { partsInEach } from "#lib/reviews/change.ts";
import { mayReview } from "#lib/reviews/rules/may-review.ts";
import { REVIEWING_ROLES, type ReviewParts } from "#lib/reviews/rules/parts.ts";
import { reviewsToActOn } from "./reviews-to-act-on.ts";
import { byDue, isPast, MOST, type Need, noteOf, OWNER_LEFT } from "./rules.ts";

type PersonContext = Context & { actor: PersonActor };

/** Open findings this person owns, in changes that are live or may become live. */
export async function findingNeeds(ctx: PersonContext): Promise<Need[]> {
  const rows = await ctx.db
    .select({ id: findings.id, title: findings.title, reviewId: findings.reviewId, dueOn: findings.dueOn })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .where(and(eq(findings.ownerId, ctx.actor.personId), unfixedFinding(), mayBeLive(), visibleReviews(ctx)))
    .orderBy(asc(findings.dueOn), asc(findings.id))
    .limit(MOST);
  return rows.map((finding) => findingNeed(ctx, "Fix", finding));
}

/** Fixed findings to verify: for the reviewer, or any permitted engineer if the reviewer may not. */
export async function fixNeeds(ctx: PersonContext): Promise<Need[]> {
  const { personId } = ctx.actor;
  if (!hasRole(ctx.actor, ...REVIEWING_ROLES)) return [];
  const { reviewId } = findings;
  const held = inArray(reviews.id, ctx.db.select({ reviewId }).from(findings).where(toBeVerified()));
  const settles = { verb: "settle_finding", held: and(held, mayBeLive()) } as const;
  const theirs = await reviewsToActOn(ctx, settles, isFixedBy(reviews.reviewerId));
  const rows = await ctx.db
    .select({ finding: { ...getTableColumns(findings), fixerIds: fixerIds() }, review: reviews })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .where(and(toBeVerified(), mayBeLive(), visibleReviews(ctx), theirs))
    .orderBy(asc(findings.dueOn), asc(findings.id))
    .limit(2 * MOST);
  const parts = await partsInEach(
    ctx,
    rows.map(({ review }) => review),
  );
  const mine = rows.filter(({ finding, review }) => {
    const own = parts.get(review.id);
    const refusal = settleRefusal("verified", finding, { personId, reviewerId: review.reviewerId });
    return own !== undefined && refusal === null && mayReview(ctx.actor, "settle_finding", own).allowed;
  });
  return mine.slice(0, MOST).map(({ finding }) => findingNeed(ctx, "Verify the fix", finding));
}

/** Open findings without an owner to fix them: for the reviewer, or the program managers if the reviewer has left. */
export async function leftFindingNeeds(ctx: PersonContext): Promise<Need[]> {
  if (!hasRole(ctx.actor, ...REVIEWING_ROLES)) return [];
  const unreviewed = hasRole(ctx.actor, "program_manager")
    ? not(reviewedByOneWith(REVIEWING_ROLES, ctx.now))
    : undefined;
  const asked = or(eq(reviews.reviewerId, ctx.actor.personId), unreviewed);
  const needs: Need[] = [];
  // Two queries, because each finds its few rows through the owner index.
  for (const [left, why] of [
    [ownedByLeaver(), OWNER_LEFT],
    [ownedByNobody(), "no owner"],
  ] as const) {
    const rows = await ctx.db
      .select({ id: findings.id, title: findings.title, reviewId: findings.reviewId, dueOn: findings.dueOn })
      .from(findings)
      .innerJoin(reviews, eq(reviews.id, findings.reviewId))
      .where(and(left, unfixedFinding(), mayBeLive(), visibleReviews(ctx), asked))
      .orderBy(asc(findings.dueOn), asc(findings.id))
      .limit(MOST);
    needs.push(...rows.map((finding) => findingNeed(ctx, "Follow up on the finding", finding, why)));
  }
  return needs.sort(byDue).slice(0, MOST);
}

type Finding = Pick<typeof findings.$inferSelect, "id" | "title" | "reviewId" | "dueOn">;

function findingNeed(ctx: Context, verb: string, { id, title, reviewId, dueOn }: Finding, why?: string): Need {
  return {
    key: `finding-${id}`,
    kind: "finding",
    verb,
    thing: title,
    href: paths.review(reviewId, "findings"),
    due: dueOn,
    overdue: isPast(dueOn, ctx.day),
    atRisk: false,
    note: noteOf(`${reviewRef(reviewId)}, finding`, why),
  };
}

/**
 * Conditions this person owns, until reported as fulfilled. The reviewer then verifies them, or any permitted engineer
 * if the reviewer may not. Program managers follow up overdue ones and those whose owner has left.
 */
export async function conditionNeeds(ctx: PersonContext): Promise<Need[]> {
  const { personId } = ctx.actor;
  const { reviewId, ownerId } = reviewConditions;
  const waiting = conditionsToVerify();
  const held = inArray(reviews.id, ctx.db.select({ reviewId }).from(reviewConditions).where(waiting));
  const verifies = { verb: "verify_condition", held } as const;
  const isWorker = sql`(${eq(ownerId, reviews.reviewerId)} or ${isKeptBy(reviews.reviewerId)})`;
  const isLeft = and(isLeaver(ownerId), unkeptCondition());
  const verifier = and(not(isKeptBy(personId)), await reviewsToActOn(ctx, verifies, isWorker));
  const rows = await ctx.db
    .select({
      condition: reviewConditions,
      review: reviews,
      asked: sql<boolean>`(${verifier}) is true`,
      left: sql<boolean>`(${isLeft}) is true`,
    })
    .from(reviewConditions)
    .innerJoin(reviews, eq(reviews.id, reviewConditions.reviewId))
    .where(
      and(
        owedConditions(),
        visibleReviews(ctx),
        or(
          and(eq(ownerId, personId), unkeptCondition()),
          and(ne(ownerId, personId), waiting, verifier),
          hasRole(ctx.actor, "program_manager") ? and(ne(ownerId, personId), or(pastDue(ctx.day), isLeft)) : undefined,
        ),
      ),
    )
    .orderBy(asc(reviewConditions.dueOn), asc(reviewConditions.id))
    .limit(2 * MOST);
  const others = rows.filter(({ condition }) => condition.ownerId !== personId);
  const parts = await partsInEach(
    ctx,
    others.map(({ review }) => review),
  );
  const needs = rows.flatMap(({ condition, review, asked, left }) => {
    const verb = conditionVerb(ctx, { ...condition, left }, asked ? parts.get(review.id) : undefined);
    return verb === null ? [] : [conditionNeed(ctx, verb, { ...condition, left })];
  });
  return needs.slice(0, MOST);
}

/** `verifies`: the people of the review, when this person should verify its conditions. */
function conditionVerb(ctx: PersonContext, condition: Condition, verifies: ReviewParts | undefined): string | null {
  const { actor, day } = ctx;
  if (condition.ownerId === actor.personId) return "Meet the condition";
  if (verifies && mayReview(actor, "verify_condition", verifies).allowed) return "Verify the condition";
  const isAsked = condition.left || isPast(condition.dueOn, day);
  return hasRole(actor, "program_manager") && isAsked ? "Follow up on the condition" : null;
}

type Condition = Pick<
  typeof reviewConditions.$inferSelect,
  "id" | "text" | "reviewId" | "ownerId" | "dueOn" | "keptAt"
> & { left: boolean };

function conditionNeed(ctx: Context, verb: string, { id, text, reviewId, dueOn, left }: Condition): Need {
  return {
    key: `condition-${id}`,
    kind: "condition",
    verb,
    thing: text,
    href: paths.review(reviewId, "decisions"),
    due: dueOn,
    overdue: isPast(dueOn, ctx.day),
    atRisk: false,
    note: noteOf(`${reviewRef(reviewId)}, condition`, left ? OWNER_LEFT : null),
  };
}
