import { and, type Column, eq, ne, or, sql } from "drizzle-orm";
import { contains } from "#db/contains.ts";
import { identities, people, sessions } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure } from "#lib/errors.ts";
import { coveredAsDeleted } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { eraseFromLetters } from "#lib/newsletters/erase-from-letters.ts";
import { addressOfErased, holding, type Known, pseudonymOf } from "#lib/pseudonym.ts";
import { eraseName } from "./erase-name.ts";
import { type ErasePersonInput, erasePersonInput } from "./input.ts";
import { lockAnybody } from "./lock-person.ts";
import { erasePrivateTexts } from "./private-texts.ts";

type Erased = { id: number; name: string; erasedAt: Date };

/**
 * Permanently replaces someone who has left by a pseudonym. Their name, address, identities, sessions and private data
 * go; their actions stay and count as before. A later sign-in with the same identity creates a new person.
 */
export async function erasePerson(ctx: Context, input: ErasePersonInput): Promise<Erased> {
  const { personId } = parse(erasePersonInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "person.erase", { personId }));
    const person = await lockLeaver(ctx, personId);
    const name = pseudonymOf(personId);
    await ctx.db
      .update(people)
      .set({
        name,
        email: addressOfErased(personId),
        formerly: [],
        managerId: null,
        inboxSeenId: null,
        erasedAt: ctx.now,
      })
      .where(eq(people.id, personId));
    const unlinked = await ctx.db
      .delete(identities)
      .where(eq(identities.personId, personId))
      .returning({ id: identities.id });
    await ctx.db.delete(sessions).where(eq(sessions.personId, personId));
    await erasePrivateTexts(ctx, personId);
    for (const known of await theirsAlone(ctx, person)) {
      await eraseName(ctx, { ...known, others: await othersHolding(ctx, person.id, known) }, name);
      await eraseFromLetters(ctx, { personId, name: known.name }, name);
    }
    const rows = coveredAsDeleted(
      "identities",
      unlinked.map(({ id }) => id),
    );
    await record(ctx, { type: "person.erased", subject: { kind: "person", id: personId }, data: { personId } }, rows);
    return { id: personId, name, erasedAt: ctx.now };
  });
}

/** The person, locked. Refused if they have not left or are already erased. */
async function lockLeaver(ctx: Context, id: number): Promise<typeof people.$inferSelect> {
  const person = await lockAnybody(ctx, id);
  if (person.erasedAt) throw new Conflict(`${person.name} is already erased.`);
  if (!person.deactivatedAt) throw new Conflict(`${person.name} has not left. Deactivate this person first.`);
  return person;
}

/**
 * Their last and earlier names. A name or address that another person shares may mean the other one and stays; the
 * unique ones remain, which always include their last address.
 */
async function theirsAlone(ctx: Context, person: typeof people.$inferSelect): Promise<Known[]> {
  const isOthers = async (column: Column, words: string) =>
    (await ctx.db.$count(people, and(sql`lower(${column}) = lower(${words})`, ne(people.id, person.id)))) > 0;
  const last = { name: (await isOthers(people.name, person.name)) ? person.email : person.name, email: person.email };
  const found: Known[] = [last];
  for (const { name, email } of person.formerly) {
    found.push({
      name: (await isOthers(people.name, name)) ? last.name : name,
      email: (await isOthers(people.email, email)) ? last.email : email,
    });
  }
  return found;
}

/** The names and addresses of others that contain this name or address, as "Mary Ann Lee" contains "Ann Lee". */
async function othersHolding({ db }: Context, personId: number, { name, email }: Known): Promise<string[]> {
  const held = or(
    ...[people.name, people.email].flatMap((column) => [contains(column, name), contains(column, email)]),
  );
  const others = await db
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(and(ne(people.id, personId), held));
  return holding(
    { name, email },
    others.flatMap((other) => [other.name, other.email]),
  );
}
