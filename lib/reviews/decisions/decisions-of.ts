import { desc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { keeperIds } from "#db/conditions/reviews.ts";
import { people, reviewConditions, reviewDecisions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";
import { waiverEnds } from "#lib/reviews/exceptions/waivers-seen.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { iso } from "#lib/reviews/queries.ts";
import { waiverCount } from "#lib/reviews/rules/decided-on-waivers.ts";
import type { Gate } from "#lib/reviews/rules/gates.ts";
import { mayKeep } from "#lib/reviews/rules/may-keep.ts";
import type { ReviewParts, Ties } from "#lib/reviews/rules/parts.ts";

type Now = { digest: string; gates: readonly Gate[]; launchedSince: boolean };

/**
 * The decisions on a review the caller has seen, latest first, compared with its current evidence and gates. A decision
 * is stale if the evidence it saw has another digest. In SQL: `staleApproval`.
 */
export async function decisionsOf(
  ctx: Context,
  row: Pick<ReviewRow, "id" | "currentRevision"> & Omit<ReviewParts, keyof Ties>,
  { digest, gates, launchedSince }: Now,
): Promise<ReviewDetail["decisions"]> {
  const reviewId = row.id;
  const rows = await ctx.db
    .select({
      decision: reviewDecisions,
      decidedBy: { id: people.id, name: people.name },
    })
    .from(reviewDecisions)
    .leftJoin(people, eq(people.id, reviewDecisions.decidedById))
    .where(eq(reviewDecisions.reviewId, reviewId))
    .orderBy(desc(reviewDecisions.id));
  const onWaivers = rows.some(({ decision }) => waiverCount(decision.seen) > 0);
  const endedOf = onWaivers ? await waiverEnds(ctx, { ...row, launchedSince }, gates) : null;
  const conditional = rows.some(({ decision }) => decision.outcome === "approved_with_conditions");
  const conditions = conditional ? await conditionsOf(ctx, reviewId) : [];
  return rows.map(({ decision, decidedBy }) => ({
    id: decision.id,
    cycle: decision.cycle,
    revision: decision.revision,
    outcome: decision.outcome,
    reason: decision.reason,
    digest: decision.digest,
    decidedBy,
    decidedAt: decision.decidedAt.toISOString(),
    stale: decision.seen.evidence !== digest,
    onWaivers: waiverCount(decision.seen),
    waiverEndedOn: endedOf?.(decision.seen) ?? null,
    conditions: conditions
      .filter(({ condition }) => condition.decisionId === decision.id)
      .map(({ condition, owner, keptBy, keeperIds, verifiedBy }) => ({
        id: condition.id,
        text: condition.text,
        when: condition.when,
        dueOn: condition.dueOn,
        owner,
        kept: condition.keptAt && { at: condition.keptAt.toISOString(), by: keptBy, note: condition.keptNote },
        keeperIds,
        mayKeep: mayKeep(ctx.actor, row, condition).allowed,
        verifiedAt: iso(condition.verifiedAt),
        verifiedBy,
      })),
  }));
}

function conditionsOf(ctx: Context, reviewId: number) {
  const keeper = alias(people, "keeper");
  const verifier = alias(people, "verifier");
  return ctx.db
    .select({
      condition: reviewConditions,
      keeperIds: keeperIds(),
      owner: { id: people.id, name: people.name },
      keptBy: { id: keeper.id, name: keeper.name },
      verifiedBy: { id: verifier.id, name: verifier.name },
    })
    .from(reviewConditions)
    .leftJoin(people, eq(people.id, reviewConditions.ownerId))
    .leftJoin(keeper, eq(keeper.id, reviewConditions.keptById))
    .leftJoin(verifier, eq(verifier.id, reviewConditions.verifiedById))
    .where(eq(reviewConditions.reviewId, reviewId))
    .orderBy(reviewConditions.id);
}
