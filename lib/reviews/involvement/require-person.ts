import { and, eq } from "drizzle-orm";
import { isHere } from "#db/conditions/people.ts";
import { people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";

/** Throws Invalid, at the field that named them, unless the person exists and is active. */
export async function requirePerson(ctx: Context, personId: number, path: (string | number)[]): Promise<void> {
  const [person] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, personId), isHere()));
  if (!person)
    throw new Invalid("That person was not found. Choose someone else.", [{ path, message: "was not found" }]);
}
