import { asc } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { isHereWith } from "#db/conditions/people.ts";
import { people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/** The security engineers who have not left, by name, for choosing the author of a threat model. */
export function engineersHere(ctx: Context): Promise<{ id: number; name: string }[]> {
  return ctx.db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(isHereWith(people.id, ["security_engineer"], ctx.now))
    .orderBy(byName(people.name), asc(people.id));
}
