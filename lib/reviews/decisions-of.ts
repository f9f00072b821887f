import { desc, eq } from "drizzle-orm";
import { people, reviewConditions, reviewDecisions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { waiversOf } from "#lib/policies/waivers.ts";
import { program } from "#lib/program/queries.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { gateWaivers } from "./gate-waivers.ts";
import type { ReviewDetail } from "./output.ts";
import { iso } from "./queries.ts";
import { waiverCount, waiverHolds } from "./rules/waiver.ts";

/**
 * The decisions on a review the caller has seen, the latest first. One is stale when the evidence it saw has another digest
 * than `digest`, that of the evidence now.
 */
export async function decisionsOf(ctx: Context, reviewId: number, digest: string): Promise<ReviewDetail["decisions"]> {
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
  const endedOf = onWaivers ? await waiverEnds(ctx, reviewId) : null;
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
    waiverEndedOn: endedOf && endedWaiver(decision.seen, endedOf),
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

/** The first day on which a waiver the decision was made on ended, or was ended: what it let stand blocks again. */
function endedWaiver(seen: Record<string, unknown>, endedOf: Awaited<ReturnType<typeof waiverEnds>>): string | null {
  const ids = (list: unknown) => (Array.isArray(list) ? (list as { id: number }[]).map(({ id }) => id) : []);
  const ended = [
    ...ids(seen.waivers).map((id) => endedOf.results.get(id)),
    ...ids(seen.gateWaivers).map((id) => endedOf.gates.get(id)),
  ];
  return ended.filter((day) => day !== undefined).sort()[0] ?? null;
}

/** The days on which the waivers of a review that hold no more have ended, by their ids. */
async function waiverEnds(ctx: Context, reviewId: number) {
  const { timeZone } = await program(ctx);
  const ends = (waivers: readonly { id: number; expiresOn: string; endedAt: Date | null }[]) =>
    new Map(
      waivers
        .filter((waiver) => !waiverHolds(waiver, ctx.day))
        .map(({ id, expiresOn, endedAt }) => [id, endedAt ? dayIn(endedAt, timeZone) : expiresOn]),
    );
  return { results: ends(await waiversOf(ctx, reviewId)), gates: ends(await gateWaivers(ctx, reviewId)) };
}

function conditionsOf(ctx: Context, reviewId: number) {
  return ctx.db
    .select({ condition: reviewConditions, owner: { id: people.id, name: people.name } })
    .from(reviewConditions)
    .leftJoin(people, eq(people.id, reviewConditions.ownerId))
    .where(eq(reviewConditions.reviewId, reviewId))
    .orderBy(reviewConditions.id);
}
