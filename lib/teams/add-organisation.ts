import { eq } from "drizzle-orm";
import { organisations } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type AddOrganisationInput, addOrganisationInput } from "./input.ts";

/** Adds a node to the tree of organisations, at its top or below another. */
export async function addOrganisation(
  ctx: Context,
  input: AddOrganisationInput,
): Promise<{ id: number; name: string; parentId: number | null }> {
  const wanted = parse(addOrganisationInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "organisation.manage", null));
    if (wanted.parentId !== null) {
      const parent = await ctx.db
        .select({ id: organisations.id })
        .from(organisations)
        .where(eq(organisations.id, wanted.parentId))
        .for("share");
      if (parent.length === 0) throw new NotFound("The organisation above");
    }
    const [organisation] = await ctx.db
      .insert(organisations)
      .values({ ...wanted, createdAt: ctx.now })
      .onConflictDoNothing({ target: organisations.name })
      .returning();
    if (!organisation) throw new Conflict(`There is an organisation named “${wanted.name}” already. Use another name.`);
    await record(ctx, {
      type: "organisation.added",
      subject: { kind: "organisation", id: organisation.id },
      data: { organisationId: organisation.id },
    });
    return organisation;
  });
}
