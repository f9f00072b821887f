import { waivers } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { gatesNow } from "./decide.ts";
import { waiveInput } from "./input.ts";
import { requirePerson } from "./require-person.ts";
import { GATE_WORDS } from "./rules/gates.ts";

/** Passes one unmet gate until a day, for a reason. Who asked for it can not be who approves it. */
export async function waiveGate(ctx: Context, reviewId: number, input: unknown): Promise<Receipt> {
  const { sequence, gate, reason, expiresOn, askedById } = parse(waiveInput, input);
  const approver = personOf(ctx.actor);
  if (!approver) throw new Forbidden("Only a person can waive a gate.");
  return changeReview(ctx, reviewId, "waive", sequence, async (ctx, review) => {
    const { row } = review;
    const asker = askedById ?? row.requesterId;
    if (asker === approver.personId) throw new Forbidden("Who asks for a waiver can not approve it.");
    if (row.reviewerId === approver.personId && (gate === "conflicts" || gate === "endorsement")) {
      throw new Forbidden(`The reviewer can not waive the gate “${GATE_WORDS[gate]}”: it takes a second person.`);
    }
    if (askedById !== null) await requirePerson(ctx, askedById, ["askedById"]);
    if (expiresOn < ctx.now.toISOString().slice(0, 10)) {
      throw new Invalid("A waiver ends today or later.", [
        { path: ["expiresOn"], message: "must not be before today" },
      ]);
    }
    const standing = (await gatesNow(ctx, review)).find(({ id }) => id === gate);
    if (standing?.state !== "unmet")
      throw new Conflict(`The gate “${GATE_WORDS[gate]}” is not unmet: there is nothing to waive.`);
    const [waiver] = await ctx.db
      .insert(waivers)
      .values({
        reviewId: row.id,
        gate,
        reason,
        askedById: asker,
        approvedById: approver.personId,
        approvedAt: ctx.now,
        expiresOn,
      })
      .returning({ id: waivers.id });
    await record(ctx, {
      type: "review.gate-waived",
      subject: { kind: "review", id: row.id },
      data: { gate, waiverId: waiver?.id ?? 0, expiresOn },
    });
    return {};
  });
}
