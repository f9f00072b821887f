import { and, asc, eq, or, sql } from "drizzle-orm";
import { riskRecommended } from "#db/conditions/findings.ts";
import { mayBeLive } from "#db/conditions/reviews.ts";
import { findings, people, reviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { pendingRiskDecisions } from "#lib/findings/pending-risk-decisions.ts";
import { riskOwnerWhoDecides } from "#lib/findings/risk-deciders.ts";
import { decideRefusal } from "#lib/findings/rules.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { partsInEach } from "#lib/reviews/change.ts";
import { mayReview } from "#lib/reviews/rules/may-review.ts";
import { isPast, MOST, type Need } from "./rules.ts";

type PersonContext = Context & { actor: PersonActor };

/** How many rows to search for this person's. */
const LOOKED_AT = 4 * MOST;

/** Risks recommended for acceptance: for their owner, or the program managers if the owner cannot decide. */
export async function riskNeeds(ctx: PersonContext): Promise<Need[]> {
  const { actor, day } = ctx;
  const { personId } = actor;
  const theirs = or(eq(reviews.riskOwnerId, personId), hasRole(actor, "program_manager") ? sql`true` : undefined);
  const rows = await ctx.db
    .select({ finding: findings, review: reviews, recommendedBy: people.name })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .leftJoin(people, eq(people.id, findings.recommendedById))
    .where(and(riskRecommended(day), mayBeLive(), visibleReviews(ctx), theirs))
    .orderBy(asc(findings.dueOn), asc(findings.id))
    .limit(LOOKED_AT);
  const partsOf = await partsInEach(
    ctx,
    rows.map(({ review }) => review),
  );
  const needs: Need[] = [];
  for (const { finding, review, recommendedBy } of rows) {
    const parts = partsOf.get(review.id);
    if (!parts || !mayReview(actor, "decide_risk", parts).allowed) continue;
    if ((await pendingRiskDecisions(ctx, parts, [finding])).length === 0) continue;
    const decider = await riskOwnerWhoDecides(ctx, parts, finding.recommendedById);
    if (decideRefusal({ ...finding, decider }, personId, day) === null) {
      needs.push(riskNeed(ctx, finding, recommendedBy));
    }
  }
  return needs.slice(0, MOST);
}

type Finding = Pick<typeof findings.$inferSelect, "id" | "title" | "reviewId" | "dueOn">;

function riskNeed({ day }: Context, { id, title, reviewId, dueOn }: Finding, recommendedBy: string | null): Need {
  return {
    key: `risk-${id}`,
    kind: "finding",
    verb: "Decide on the risk of",
    thing: title,
    href: paths.review(reviewId, "findings"),
    due: dueOn,
    overdue: isPast(dueOn, day),
    atRisk: false,
    note: `${reviewRef(reviewId)}, finding: ${recommendedBy ?? "someone"} recommends accepting the risk`,
  };
}
