import { and, eq } from "drizzle-orm";
import { exceptionHoldsIn } from "#db/conditions/exceptions.ts";
import { waiverCounts } from "#db/conditions/reviews.ts";
import { exceptions, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { exceptionsWhere } from "#lib/exceptions/queries.ts";
import { exceptionHolds, longestHeld } from "#lib/exceptions/rules.ts";
import { GATE_UNMET_BY } from "#lib/reviews/rules/gates.ts";
import type { ResultWaiver } from "./rules/result-waiver.ts";

type Row = Awaited<ReturnType<typeof exceptionsWhere>>[number];

function resultWaiver(row: Row, day: string): ResultWaiver {
  const { id, documentName, fingerprint, reason, askReason, askedBy, approvedBy, endedBy } = row;
  const { approvedAt, expiresOn, endedAt, endReason } = row;
  const term = { approvedAt, expiresOn, endedAt, endReason, active: exceptionHolds(row, day) };
  return { id, documentName, fingerprint, reason, askReason, askedBy, approvedBy, endedBy, ...term };
}

/** Every waiver of this review's results, oldest first. Scoped by the caller. */
export async function waiversOf(ctx: Context, reviewId: number): Promise<ResultWaiver[]> {
  const rows = await exceptionsWhere(ctx, and(eq(exceptions.reviewId, reviewId), eq(exceptions.kind, "result")));
  return rows.map((row) => resultWaiver(row, ctx.day));
}

/** As `waiversOf`, plus the gate waiver that covers every result of the current revision. Scoped by the caller. */
export async function waiversOn(ctx: Context, reviewId: number, revision: number): Promise<ResultWaiver[]> {
  const all = await waiversOf(ctx, reviewId);
  const isCurrent = ctx.db.$count(reviews, and(eq(reviews.id, reviewId), eq(reviews.currentRevision, revision)));
  const ofGate = await exceptionsWhere(
    ctx,
    and(
      eq(exceptions.reviewId, reviewId),
      eq(exceptions.kind, "gate"),
      eq(exceptions.gate, GATE_UNMET_BY.result),
      eq(isCurrent, 1),
      exceptionHoldsIn("exceptions", ctx.day),
      waiverCounts("exceptions", ctx.day),
    ),
  );
  const longest = longestHeld(ofGate, ctx.day);
  return longest ? [...all, resultWaiver(longest, ctx.day)] : all;
}
