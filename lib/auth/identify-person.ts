import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { identityHolds, identityWaits, isHere } from "#db/conditions/people.ts";
import { identities, people } from "#db/schema/index.ts";

/** Who someone is to an identity provider: never an e-mail address (S16). */
export type Identity = { issuer: string; subject: string };

/** The active person behind an identity, or null when nobody was added with it. */
export async function identifyPerson(db: Db, { issuer, subject }: Identity, now: Date): Promise<number | null> {
  const [row] = await db
    .select({ id: people.id })
    .from(identities)
    .innerJoin(people, and(eq(people.id, identities.personId), isHere()))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject), identityHolds(now)));
  return row?.id ?? null;
}

/** Who was added with an identity, be it that they have left. */
export async function linkedPerson(db: Db, { issuer, subject }: Identity, now: Date): Promise<number | null> {
  const [row] = await db
    .select({ id: identities.personId })
    .from(identities)
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject), identityHolds(now)));
  return row?.id ?? null;
}

/** Whose an identity is to be once it is confirmed. */
export async function waitingPerson(db: Db, { issuer, subject }: Identity, now: Date): Promise<number | null> {
  const [row] = await db
    .select({ id: people.id })
    .from(identities)
    .innerJoin(people, and(eq(people.id, identities.personId), isHere()))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject), identityWaits(now)));
  return row?.id ?? null;
}
