import { mkdirSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { type Db, openPglite } from "#db/client.ts";
import { people } from "#db/schema/index.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { addOrganisation, addPerson } from "./people.ts";
import { addCast, type Cast, claimed, drafted, submitted } from "./reviews.ts";

/** A cast and a few reviews of theirs. The ids of the first people belong to nobody who signs in. */
export async function smallProgram(db: Db): Promise<Cast & { reviews: Receipt[] }> {
  for (let person = 0; person < 4; person += 1) await addPerson(db);
  const cast = await addCast(db);
  const reviews: Receipt[] = [];
  for (const open of [drafted, submitted, claimed]) reviews.push(await open(cast));
  return { ...cast, reviews };
}

/** Makes a data folder with a small program in it, whose people sign in as the demo's accounts do. */
export async function makeSmallProgram(dataFolder: string): Promise<void> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const { db, close } = await openPglite(path.join(dataFolder, "pglite"));
  try {
    const { guardian, engineer, second, manager, admin, requester } = await smallProgram(db);
    const organisationId = await addOrganisation(db);
    const leader = await addPerson(db, { roles: ["leader"], organisationId });
    const accounts = {
      guardian,
      engineer,
      engineer2: second,
      manager,
      admin,
      builder: requester,
      leader: { actor: leader },
    };
    for (const [name, { actor }] of Object.entries(accounts)) {
      const account = { email: `${name}@example.com`, demo: true };
      await db.update(people).set(account).where(eq(people.id, actor.personId));
    }
  } finally {
    await close();
  }
}
