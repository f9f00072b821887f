import { and, asc, desc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { checkWaivers, people, reviews, waivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { waiverCounts } from "#lib/reviews/conditions.ts";
import { GATE_UNMET_BY } from "#lib/reviews/rules/gates.ts";
import { waiverHolds } from "#lib/reviews/rules/waiver.ts";
import { askReason, waiverHoldsIn } from "./conditions.ts";
import type { ResultWaiver } from "./rules/result-waiver.ts";

/** Every waiver of a result of this review, the oldest first. Scoped by the caller. */
export async function waiversOf(ctx: Context, reviewId: number): Promise<ResultWaiver[]> {
  const [asker, approver, ender] = [alias(people, "asker"), alias(people, "approver"), alias(people, "ender")];
  const day = ctx.day;
  const rows = await ctx.db
    .select({
      waiver: checkWaivers,
      askReason: askReason(checkWaivers),
      askedBy: { id: asker.id, name: asker.name },
      approvedBy: { id: approver.id, name: approver.name },
      endedBy: { id: ender.id, name: ender.name },
    })
    .from(checkWaivers)
    .leftJoin(asker, eq(asker.id, checkWaivers.askedById))
    .leftJoin(approver, eq(approver.id, checkWaivers.approvedById))
    .leftJoin(ender, eq(ender.id, checkWaivers.endedById))
    .where(eq(checkWaivers.reviewId, reviewId))
    .orderBy(asc(checkWaivers.id));
  return rows.map(({ waiver, ...named }) => {
    const { id, documentName, fingerprint, reason, approvedAt, expiresOn, endedAt, endReason } = waiver;
    const term = { approvedAt, expiresOn, endedAt, endReason, active: waiverHolds(waiver, day) };
    return { id, documentName, fingerprint, reason, ...named, ...term };
  });
}

/** As `waiversOf`, with the waiver of the gate that lets every result of the current revision stand. Scoped by the caller. */
export async function waiversOn(ctx: Context, reviewId: number, revision: number): Promise<ResultWaiver[]> {
  const [asker, approver] = [alias(people, "asker"), alias(people, "approver")];
  const { id, reason, approvedAt, expiresOn } = waivers;
  const [ofGate] = await ctx.db
    .select({
      ...{ id, reason, approvedAt, expiresOn },
      askReason: askReason(waivers),
      askedBy: { id: asker.id, name: asker.name },
      approvedBy: { id: approver.id, name: approver.name },
    })
    .from(waivers)
    .innerJoin(reviews, and(eq(reviews.id, waivers.reviewId), eq(reviews.currentRevision, revision)))
    .leftJoin(asker, eq(asker.id, waivers.askedById))
    .leftJoin(approver, eq(approver.id, waivers.approvedById))
    .where(
      and(
        eq(waivers.reviewId, reviewId),
        eq(waivers.gate, GATE_UNMET_BY.result),
        waiverHoldsIn("waivers", ctx.day),
        waiverCounts("waivers", ctx.day),
      ),
    )
    .orderBy(desc(expiresOn))
    .limit(1);
  const all = await waiversOf(ctx, reviewId);
  if (!ofGate) return all;
  const whole = { documentName: null, fingerprint: null, endedAt: null, endedBy: null, endReason: null, active: true };
  return [...all, { ...ofGate, ...whole }];
}
