import { eq } from "drizzle-orm";
import { organisations } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";

/** Checks that the organisation exists. Throws NotFound otherwise. */
export async function requireOrganisation({ db }: Context, id: number, what = "The organisation"): Promise<void> {
  const found = await db
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.id, id))
    .for("share");
  if (found.length === 0) throw new NotFound(what);
}
