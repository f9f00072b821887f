import { openConditions } from "#db/conditions/reviews.ts";
import { reviewConditions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Invalid } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type ApproveInput, approveInput } from "#lib/reviews/input.ts";
import { requirePerson } from "#lib/reviews/involvement/require-person.ts";
import { beforeToday } from "#lib/reviews/launch/before-today.ts";
import { plainObstacle } from "#lib/reviews/rules/verify.ts";
import { decide, gatesNow, requireGates } from "./decide.ts";

/** Approves the current revision, with any conditions. Refused while a gate is unmet. */
export async function approveReview(ctx: Context, reviewId: number, input: ApproveInput): Promise<Receipt> {
  const { sequence, reason, conditions, feedback } = parse(approveInput, input);
  const verb = conditions.length > 0 ? "approve_with_conditions" : "approve";
  return changeReview(ctx, reviewId, verb, sequence, async (ctx, review) => {
    const { row } = review;
    const late = conditions.findIndex(({ dueOn }) => dueOn < ctx.day);
    if (late >= 0) {
      throw new Invalid("A condition must be due today or later.", [beforeToday(ctx, ["conditions", late, "dueOn"])]);
    }
    for (const [index, { ownerId }] of conditions.entries()) {
      await requirePerson(ctx, ownerId, ["conditions", index, "ownerId"]);
    }
    const gates = await gatesNow(ctx, review);
    requireGates(gates);
    const owed =
      conditions.length > 0 ? null : plainObstacle(await ctx.db.$count(reviewConditions, openConditions(row.id)));
    if (owed) throw new Conflict(owed);
    const { outcome, change, digest, waivers, saved } = await decide(ctx, review, {
      reason,
      conditions,
      feedback,
      gates,
    });
    const subject = { kind: "review", id: row.id } as const;
    const data = { revision: row.currentRevision, digest, ...(waivers > 0 ? { waivers } : {}) };
    const rows = covered("review_decisions", [saved]);
    if (outcome === "approved") await record(ctx, { type: "review.approved", subject, data }, rows);
    else {
      const toIds = [...new Set(conditions.map(({ ownerId }) => ownerId))];
      const counted = { ...data, conditions: conditions.length, toIds };
      await record(ctx, { type: "review.approved-with-conditions", subject, data: counted }, rows);
    }
    return change;
  });
}
