import { organisations } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type AddOrganisationInput, addOrganisationInput } from "./input.ts";
import { nameTaken } from "./refuse-taken-name.ts";
import { requireOrganisation } from "./require-organisation.ts";

/** Adds an organisation at the top of the tree or below another one. */
export async function addOrganisation(
  ctx: Context,
  input: AddOrganisationInput,
): Promise<{ id: number; name: string; parentId: number | null }> {
  const wanted = parse(addOrganisationInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "organisation.manage", null));
    if (wanted.parentId !== null) await requireOrganisation(ctx, wanted.parentId, "The organisation above");
    const [organisation] = await ctx.db
      .insert(organisations)
      .values({ ...wanted, createdAt: ctx.now })
      .onConflictDoNothing({ target: organisations.name })
      .returning();
    if (!organisation) throw await nameTaken(ctx, "organisation", wanted.name);
    await record(ctx, {
      type: "organisation.added",
      subject: { kind: "organisation", id: organisation.id },
      data: { organisationId: organisation.id },
    });
    return organisation;
  });
}
