import { and, eq, ne } from "drizzle-orm";
import { people } from "#db/schema/index.ts";
import { awaitTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { requireOrganisation } from "#lib/teams/require-organisation.ts";
import { addressTaken } from "./address-taken.ts";
import { type EditPersonInput, editPersonInput } from "./input.ts";
import { lockPerson } from "./lock-person.ts";
import type { Person } from "./output.ts";
import { requireManager } from "./require-manager.ts";

/**
 * Edits a person who has not left. Omitted fields stay unchanged; only an admin may change the address, which receives
 * mail.
 */
export async function editPerson(ctx: Context, input: EditPersonInput): Promise<Person> {
  const { personId, ...wanted } = parse(editPersonInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "organisation.manage", null));
    // Prevents a concurrent addition under this address or a concurrent change of manager.
    if (wanted.email !== undefined || wanted.managerId !== undefined) await awaitTurn(ctx.db, "writePeople");
    const { id, name, email, managerId, organisationId, formerly } = await lockPerson(ctx, personId);
    const before = { id, name, email, managerId, organisationId };
    const changes = changesTo(before, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return before;
    if (changes.email !== undefined) ensure(may(ctx.actor, "people.manage", null));
    if (changes.email !== undefined) await refuseTakenAddress(ctx, id, changes.email);
    if (changes.managerId) await requireManager(ctx, before, changes.managerId);
    if (changes.organisationId) await requireOrganisation(ctx, changes.organisationId);
    const isCalledAnew = changes.name !== undefined || changes.email !== undefined;
    await ctx.db
      .update(people)
      .set(isCalledAnew ? { ...changes, formerly: [...formerly, { name, email }] } : changes)
      .where(eq(people.id, id));
    await record(ctx, { type: "person.edited", subject: { kind: "person", id }, data: { personId: id, fields } });
    return { ...before, ...changes };
  });
}

async function refuseTakenAddress(ctx: Context, personId: number, email: string): Promise<void> {
  const others = await ctx.db.$count(people, and(eq(people.email, email), ne(people.id, personId)));
  if (others > 0) throw await addressTaken(ctx, email);
}
