import { and, eq } from "drizzle-orm";
import { isHere } from "#db/conditions/people.ts";
import { people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";

/** A goal's owner must not have left. Throws NotFound for anyone else. */
export async function requireOwner({ db }: Context, ownerId: number): Promise<void> {
  const [owner] = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, ownerId), isHere()));
  if (!owner) throw new NotFound("The owner");
}
