import { eq } from "drizzle-orm";
import { newsletters } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type EditNewsletterInput, editNewsletterInput } from "./input.ts";

/**
 * Writes the three sentences of a letter: what changed, what is at risk, and the one request. The numbers stay frozen.
 */
export async function editNewsletter(
  ctx: Context,
  id: number,
  input: EditNewsletterInput,
): Promise<{ id: number; snapshotId: string }> {
  const sentences = parse(editNewsletterInput, input);
  return transaction(ctx, async (ctx) => {
    const [letter] = await ctx.db
      .select({ organisationId: newsletters.organisationId, snapshotId: newsletters.snapshotDigest })
      .from(newsletters)
      .where(eq(newsletters.id, id))
      .for("update");
    const readable = letter && may(ctx.actor, "newsletter.read", letter).allowed;
    if (!letter || !readable) throw new NotFound("The letter");
    ensure(may(ctx.actor, "newsletter.draft", letter));
    await ctx.db
      .update(newsletters)
      .set({ ...sentences, editedById: personOf(ctx.actor)?.personId ?? null, editedAt: ctx.now })
      .where(eq(newsletters.id, id));
    await record(ctx, {
      type: "newsletter.edited",
      subject: { kind: "newsletter", id },
      data: { newsletterId: id },
    });
    return { id, snapshotId: letter.snapshotId };
  });
}
