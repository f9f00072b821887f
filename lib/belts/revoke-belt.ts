import { eq } from "drizzle-orm";
import { beltAwards, people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { wasErasedWords } from "#lib/pseudonym.ts";
import { heldBelts } from "./evidence.ts";
import { type RevokeBeltInput, revokeBeltInput } from "./input.ts";
import { BELT_WORDS, type Belt, highestBelt } from "./rules.ts";

/** Revokes a person's highest belt, with a reason. The award stays on record as revoked. */
export async function revokeBelt(
  ctx: Context,
  input: RevokeBeltInput,
): Promise<{ id: number; personId: number; belt: Belt }> {
  const { awardId, reason } = parse(revokeBeltInput, input);
  return transaction(ctx, async (ctx) => {
    const [award] = await ctx.db.select().from(beltAwards).where(eq(beltAwards.id, awardId)).for("update");
    if (!award) throw new NotFound("The belt");
    const { personId, belt } = award;
    ensure(may(ctx.actor, "belt.award", { personId }));
    if (award.revokedAt) throw new Conflict("This belt is already revoked.");
    const { name, erasedAt } = people;
    const [holder] = await ctx.db
      .select({ name, erasedAt })
      .from(people)
      .where(eq(people.id, personId))
      .for("no key update");
    if (holder?.erasedAt) throw new Conflict(wasErasedWords(holder.name));
    const highest = highestBelt(await heldBelts(ctx, personId));
    if (highest !== belt) {
      const words = highest ? BELT_WORDS[highest].toLowerCase() : "latest belt";
      throw new Conflict(`This person holds a higher belt. Revoke the ${words} first.`);
    }
    await ctx.db
      .update(beltAwards)
      .set({ revokedAt: ctx.now, revokedById: personOf(ctx.actor)?.personId ?? null, revokedReason: reason })
      .where(eq(beltAwards.id, awardId));
    await record(ctx, {
      type: "belt.revoked",
      subject: { kind: "person", id: personId },
      data: { awardId, personId, belt, toIds: [personId] },
    });
    return { id: awardId, personId, belt };
  });
}
