import { people } from "#db/schema/index.ts";
import { awaitTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { requireOrganisation } from "#lib/teams/require-organisation.ts";
import { addressTaken } from "./address-taken.ts";
import { type AddPersonInput, addPersonInput } from "./input.ts";
import type { Person } from "./output.ts";
import { requireManager } from "./require-manager.ts";

/** Adds a person, who can then sign in. Their identity at the provider is resolved at their first sign-in. */
export async function addPerson(ctx: Context, input: AddPersonInput): Promise<Person> {
  const wanted = parse(addPersonInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "people.manage", null));
    // Prevents anyone else from getting this address meanwhile.
    await awaitTurn(ctx.db, "writePeople");
    if (wanted.managerId !== null) await requireManager(ctx, null, wanted.managerId);
    if (wanted.organisationId !== null) await requireOrganisation(ctx, wanted.organisationId);
    const [person] = await ctx.db
      .insert(people)
      .values({ ...wanted, createdAt: ctx.now })
      .onConflictDoNothing({ target: people.email })
      .returning();
    if (!person) throw await addressTaken(ctx, wanted.email);
    await record(ctx, {
      type: "person.added",
      subject: { kind: "person", id: person.id },
      data: { personId: person.id },
    });
    return person;
  });
}
