import { and, or, type SQL } from "drizzle-orm";
import { readablePeople } from "#db/conditions/people.ts";
import { contains } from "#db/contains.ts";
import { people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/** Matches words in the name or the address. An address the actor may not read cannot be found by searching either. */
export function matchesPerson(ctx: Context, q: string): SQL | undefined {
  return or(contains(people.name, q), and(contains(people.email, q), readablePeople(ctx, "person.read-address")));
}
