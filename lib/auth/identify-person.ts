import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { identityHolds, identityWaits, isHere } from "#db/conditions/people.ts";
import { identities, people } from "#db/schema/index.ts";

/** A person's identity at a provider: never an e-mail address (S16). */
export type Identity = { issuer: string; subject: string };

/** The active person behind an identity, or null if nobody was added with it. */
export async function identifyPerson(db: Db, { issuer, subject }: Identity, now: Date): Promise<number | null> {
  const [row] = await db
    .select({ id: people.id })
    .from(identities)
    .innerJoin(people, and(eq(people.id, identities.personId), isHere()))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject), identityHolds(now)));
  return row?.id ?? null;
}

/** The person added with an identity, even if they have left. */
export async function linkedPerson(db: Db, { issuer, subject }: Identity, now: Date): Promise<number | null> {
  const [row] = await db
    .select({ id: identities.personId })
    .from(identities)
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject), identityHolds(now)));
  return row?.id ?? null;
}

/** The person an identity belongs to once confirmed. */
export async function waitingPerson(db: Db, { issuer, subject }: Identity, now: Date): Promise<number | null> {
  const [row] = await db
    .select({ id: people.id })
    .from(identities)
    .innerJoin(people, and(eq(people.id, identities.personId), isHere()))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject), identityWaits(now)));
  return row?.id ?? null;
}
