import { waivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { gatesNow } from "./decide.ts";
import { waiveInput } from "./input.ts";
import { GATE_WORDS } from "./rules/gates.ts";
import { waiverTerms } from "./waiver-terms.ts";

/** Passes one unmet gate until a day, for a reason. Who asked for it can not be who approves it. */
export async function waiveGate(ctx: Context, reviewId: number, input: unknown): Promise<Receipt> {
  const { sequence, gate, ...asked } = parse(waiveInput, input);
  return changeReview(ctx, reviewId, "waive", sequence, async (ctx, review) => {
    const { row } = review;
    const terms = await waiverTerms(ctx, row, asked);
    if (row.reviewerId === terms.approvedById && (gate === "conflicts" || gate === "endorsement")) {
      throw new Forbidden(`The reviewer can not waive the gate “${GATE_WORDS[gate]}”: it takes a second person.`);
    }
    const standing = (await gatesNow(ctx, review)).find(({ id }) => id === gate);
    if (standing?.state !== "unmet")
      throw new Conflict(`The gate “${GATE_WORDS[gate]}” is not unmet: there is nothing to waive.`);
    const [waiver] = await ctx.db
      .insert(waivers)
      .values({ ...terms, reviewId: row.id, gate })
      .returning({ id: waivers.id });
    await record(ctx, {
      type: "review.gate-waived",
      subject: { kind: "review", id: row.id },
      data: { gate, waiverId: waiver?.id ?? 0, expiresOn: terms.expiresOn },
    });
    return {};
  });
}
