import { and, eq } from "drizzle-orm";
import { organisations, people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { isHere } from "./conditions.ts";
import { type AddPersonInput, addPersonInput } from "./input.ts";
import type { Person } from "./output.ts";
import { belongsToLeaver } from "./rules/come-back.ts";

/** Adds a person, who can sign in from now on. Who they are to an identity provider is settled at their first sign-in. */
export async function addPerson(ctx: Context, input: AddPersonInput): Promise<Person> {
  const wanted = parse(addPersonInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "people.manage", null));
    if (wanted.managerId !== null) await findManager(ctx, wanted.managerId);
    if (wanted.organisationId !== null) await findOrganisation(ctx, wanted.organisationId);
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

async function addressTaken(ctx: Context, email: string): Promise<Conflict> {
  const [taken] = await ctx.db
    .select({ name: people.name, leftAt: people.deactivatedAt })
    .from(people)
    .where(eq(people.email, email));
  if (taken?.leftAt) return new Conflict(belongsToLeaver(`The address ${email}`, taken.name));
  return new Conflict(`Somebody with the address ${email} is here already.`);
}

async function findManager(ctx: Context, id: number): Promise<void> {
  const [manager] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, id), isHere()));
  if (!manager) throw new NotFound("The manager");
}

async function findOrganisation(ctx: Context, id: number): Promise<void> {
  const [organisation] = await ctx.db
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.id, id));
  if (!organisation) throw new NotFound("The organisation");
}
