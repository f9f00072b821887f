import { asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { checkWaivers, people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { waiverHolds } from "#lib/reviews/rules/waiver.ts";
import { askReason } from "./conditions.ts";
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
