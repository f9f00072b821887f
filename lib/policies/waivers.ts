import { asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { checkWaivers, people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { FindingWaiver } from "./rules/finding-waiver.ts";

/** Every waiver of a finding of this review, the oldest first. Scoped by the caller. */
export async function waiversOf(ctx: Context, reviewId: number): Promise<FindingWaiver[]> {
  const [asker, approver] = [alias(people, "asker"), alias(people, "approver")];
  const today = ctx.now.toISOString().slice(0, 10);
  const rows = await ctx.db
    .select({
      waiver: checkWaivers,
      askedBy: { id: asker.id, name: asker.name },
      approvedBy: { id: approver.id, name: approver.name },
    })
    .from(checkWaivers)
    .leftJoin(asker, eq(asker.id, checkWaivers.askedById))
    .leftJoin(approver, eq(approver.id, checkWaivers.approvedById))
    .where(eq(checkWaivers.reviewId, reviewId))
    .orderBy(asc(checkWaivers.id));
  return rows.map(({ waiver, askedBy, approvedBy }) => {
    const { id, documentName, fingerprint, reason, approvedAt, expiresOn } = waiver;
    return {
      id,
      documentName,
      fingerprint,
      reason,
      askedBy,
      approvedBy,
      approvedAt,
      expiresOn,
      active: expiresOn >= today,
    };
  });
}
