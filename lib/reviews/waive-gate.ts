import { and, desc, eq, isNull } from "drizzle-orm";
import { waivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { gatesNow } from "./decide.ts";
import { waiveInput } from "./input.ts";
import { GATE_WORDS, type GateId } from "./rules/gates.ts";
import { waiverTerms } from "./waiver-terms.ts";

/** Passes one unmet gate until a day, for a reason. Given to somebody who asked, by somebody who does not review it; renewed in the same way. */
export async function waiveGate(ctx: Context, reviewId: number, input: unknown): Promise<Receipt> {
  const { sequence, gate, ...wanted } = parse(waiveInput, input);
  return changeReview(ctx, reviewId, "waive", sequence, async (ctx, review) => {
    const standing = (await gatesNow(ctx, review)).find(({ id }) => id === gate)?.state;
    if (standing !== "unmet" && standing !== "waived")
      throw new Conflict(`The gate “${GATE_WORDS[gate]}” is not unmet: there is nothing to waive.`);
    const until = standing === "waived" ? await endOfWaiver(ctx, reviewId, gate) : null;
    if (until !== null && until >= wanted.expiresOn) {
      throw new Conflict(`The gate “${GATE_WORDS[gate]}” is waived until ${until} already.`);
    }
    const terms = await waiverTerms(ctx, reviewId, { gate }, wanted);
    const [waiver] = await ctx.db
      .insert(waivers)
      .values({ ...terms, reviewId, gate })
      .returning({ id: waivers.id });
    await record(ctx, {
      type: "review.gate-waived",
      subject: { kind: "review", id: reviewId },
      data: { gate, waiverId: waiver?.id ?? 0, expiresOn: terms.expiresOn },
    });
    return {};
  });
}

/** The last day of the waiver of this gate that holds longest. */
async function endOfWaiver(ctx: Context, reviewId: number, gate: GateId): Promise<string | null> {
  const [last] = await ctx.db
    .select({ expiresOn: waivers.expiresOn })
    .from(waivers)
    .where(and(eq(waivers.reviewId, reviewId), eq(waivers.gate, gate), isNull(waivers.endedAt)))
    .orderBy(desc(waivers.expiresOn))
    .limit(1);
  return last?.expiresOn ?? null;
}
