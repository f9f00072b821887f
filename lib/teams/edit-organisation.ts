import { eq } from "drizzle-orm";
import { organisations } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type EditOrganisationInput, editOrganisationInput } from "./input.ts";
import { refuseTakenName } from "./refuse-taken-name.ts";

/** Renames an organisation. Its position in the tree does not change. */
export async function editOrganisation(
  ctx: Context,
  input: EditOrganisationInput,
): Promise<{ id: number; name: string; parentId: number | null }> {
  const { organisationId, ...wanted } = parse(editOrganisationInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "organisation.manage", null));
    const [before] = await ctx.db
      .select()
      .from(organisations)
      .where(eq(organisations.id, organisationId))
      .for("no key update");
    if (!before) throw new NotFound("The organisation");
    const changes = changesTo(before, wanted);
    if (changes.name === undefined) return before;
    await refuseTakenName(ctx, "organisation", { id: organisationId, name: changes.name });
    await ctx.db.update(organisations).set(changes).where(eq(organisations.id, organisationId));
    await record(ctx, {
      type: "organisation.edited",
      subject: { kind: "organisation", id: organisationId },
      data: { organisationId, fields: Object.keys(changes) },
    });
    return { ...before, ...changes };
  });
}
