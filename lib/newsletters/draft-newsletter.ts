import { createHash } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { newsletters, roleGrants } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { draftNewsletterInput } from "./input.ts";
import { takeSnapshot } from "./take-snapshot.ts";

/**
 * Drafts the letter of an organisation and a quarter on a frozen snapshot. The draft that is there already is answered as
 * it is, unless its numbers are wanted anew.
 */
export async function draftNewsletter(ctx: Context, input: unknown): Promise<{ id: number }> {
  const { organisationId, quarter, refresh } = parse(draftNewsletterInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "newsletter.draft", { organisationId }));
    const [present] = await ctx.db
      .select({ id: newsletters.id })
      .from(newsletters)
      .where(and(eq(newsletters.organisationId, organisationId), eq(newsletters.quarter, quarter)))
      .orderBy(desc(newsletters.version))
      .for("update");
    if (present && !refresh) return present;
    const snapshot = await takeSnapshot(ctx, organisationId, quarter);
    const frozen = {
      snapshot,
      snapshotDigest: createHash("sha256").update(JSON.stringify(snapshot)).digest("hex"),
      asOf: ctx.now,
      draftedById: personOf(ctx.actor)?.personId ?? null,
      draftedAt: ctx.now,
    };
    const [letter] = present
      ? await ctx.db
          .update(newsletters)
          .set(frozen)
          .where(eq(newsletters.id, present.id))
          .returning({ id: newsletters.id })
      : await ctx.db
          .insert(newsletters)
          .values({ ...frozen, organisationId, quarter, state: "draft", leaderId: await leaderOf(ctx, organisationId) })
          .onConflictDoNothing()
          .returning({ id: newsletters.id });
    if (!letter) throw new Conflict("Somebody drafts this letter just now. Open it again.");
    await record(ctx, {
      type: "newsletter.drafted",
      subject: { kind: "newsletter", id: letter.id },
      data: { newsletterId: letter.id, organisationId, quarter },
    });
    return letter;
  });
}

async function leaderOf(ctx: Context, organisationId: number): Promise<number | null> {
  const grant = await ctx.db.query.roleGrants.findFirst({
    columns: { personId: true },
    where: (row, { and, eq, isNull }) =>
      and(eq(row.role, "leader"), eq(row.organisationId, organisationId), isNull(row.revokedAt)),
    orderBy: desc(roleGrants.id),
  });
  return grant?.personId ?? null;
}
