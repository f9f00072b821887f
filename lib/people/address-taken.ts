import { eq } from "drizzle-orm";
import { people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { belongsToLeaver } from "./rules/leaver-refusals.ts";

/** The refusal for an address that belongs to someone, even to a leaver. */
export async function addressTaken(ctx: Context, email: string): Promise<Conflict> {
  const [taken] = await ctx.db
    .select({ name: people.name, leftAt: people.deactivatedAt })
    .from(people)
    .where(eq(people.email, email));
  if (taken?.leftAt) return new Conflict(belongsToLeaver(`The address ${email}`, taken.name));
  return new Conflict(`The address ${email} is already in use.`);
}
