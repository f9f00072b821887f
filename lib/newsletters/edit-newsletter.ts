import { eq } from "drizzle-orm";
import { newsletters } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { editNewsletterInput } from "./input.ts";

/** Writes the three sentences of a draft. Its numbers stay frozen. */
export async function editNewsletter(ctx: Context, id: number, input: unknown): Promise<{ id: number }> {
  const words = parse(editNewsletterInput, input);
  return transaction(ctx, async (ctx) => {
    const [letter] = await ctx.db.select().from(newsletters).where(eq(newsletters.id, id)).for("update");
    if (!letter) throw new NotFound("The letter");
    const subject = { organisationId: letter.organisationId };
    if (!may(ctx.actor, "newsletter.read", subject).allowed) throw new NotFound("The letter");
    ensure(may(ctx.actor, "newsletter.draft", subject));
    const editedById = personOf(ctx.actor)?.personId ?? null;
    await ctx.db
      .update(newsletters)
      .set({ ...words, editedById, editedAt: ctx.now })
      .where(eq(newsletters.id, id));
    await record(ctx, { type: "newsletter.edited", subject: { kind: "newsletter", id }, data: { newsletterId: id } });
    return { id };
  });
}
