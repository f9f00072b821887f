import { eq, or, sql } from "drizzle-orm";
import { newsletters } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { LetterSnapshot } from "./output.ts";
import { withoutPerson } from "./rules.ts";
import { snapshotDigest } from "./snapshot-digest.ts";

/**
 * Puts a pseudonym for one person into every frozen letter that names them, or credits them by whatever name. The digest is
 * taken anew: the old one would tell whether a guess at the name is right.
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
