import { desc, eq } from "drizzle-orm";
import { people, reviewConditions, reviewDecisions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ReviewDetail } from "./output.ts";
import { iso } from "./queries.ts";

/**
 * The decisions on a review the caller has seen, the latest first. One is stale when the evidence it saw has another digest
 * than `digest`, that of the evidence now.
 */
export async function decisionsOf(ctx: Context, reviewId: number, digest: string): Promise<ReviewDetail["decisions"]> {
  const today = ctx.now.toISOString().slice(0, 10);
  const rows = await ctx.db
    .select({
      decision: reviewDecisions,
      decidedBy: { id: people.id, name: people.name },
    })
    .from(reviewDecisions)
    .leftJoin(people, eq(people.id, reviewDecisions.decidedById))
    .where(eq(reviewDecisions.reviewId, reviewId))
    .orderBy(desc(reviewDecisions.id));
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
    waiverEndedOn: endedWaiver(decision.seen, today),
    conditions: conditions
      .filter(({ condition }) => condition.decisionId === decision.id)
      .map(({ condition, owner }) => ({
        id: condition.id,
        text: condition.text,
        when: condition.when,
        dueOn: condition.dueOn,
        owner,
        verifiedAt: iso(condition.verifiedAt),
      })),
  }));
}

/** The first day that ended a waiver the decision was made on: what it let stand blocks again. */
function endedWaiver({ waivers }: Record<string, unknown>, today: string): string | null {
  const seen = Array.isArray(waivers) ? (waivers as { expiresOn: string }[]) : [];
  const ended = seen.map(({ expiresOn }) => expiresOn).filter((day) => day < today);
  return ended.sort()[0] ?? null;
}

function conditionsOf(ctx: Context, reviewId: number) {
  return ctx.db
    .select({ condition: reviewConditions, owner: { id: people.id, name: people.name } })
    .from(reviewConditions)
    .leftJoin(people, eq(people.id, reviewConditions.ownerId))
    .where(eq(reviewConditions.reviewId, reviewId))
    .orderBy(reviewConditions.id);
}
