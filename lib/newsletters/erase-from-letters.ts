import { eq, or, sql } from "drizzle-orm";
import { newsletters } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { LetterSnapshot } from "./output.ts";
import { withoutPerson } from "./rules.ts";
import { snapshotDigest } from "./snapshot-digest.ts";

/**
 * Puts a pseudonym for one person into every frozen letter that names or credits them, under any name. The digest is
 * recomputed, because the old one would confirm a guess at the name.
 */
export async function eraseFromLetters(
  ctx: Context,
  person: { personId: number; name: string },
  pseudonym: string,
): Promise<void> {
  const name = JSON.stringify(person.name);
  const credited = JSON.stringify({ guardians: [{ id: person.personId }] });
  const letters = await ctx.db
    .select({ id: newsletters.id, snapshot: newsletters.snapshot })
    .from(newsletters)
    .where(
      or(
        sql`position(lower(${name}) in lower(${newsletters.snapshot}::text)) > 0`,
        sql`${newsletters.snapshot} @> ${credited}::jsonb`,
      ),
    )
    .for("update");
  for (const { id, snapshot: frozen } of letters) {
    const snapshot = withoutPerson(frozen as LetterSnapshot, person, pseudonym);
    const digest = snapshotDigest(snapshot);
    await ctx.db.update(newsletters).set({ snapshot, snapshotDigest: digest }).where(eq(newsletters.id, id));
  }
}
