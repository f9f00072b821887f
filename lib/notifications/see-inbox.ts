import { eq } from "drizzle-orm";
import { people } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";

/** Remembers that the person looked at their inbox: what is in it now is no longer unread. No event: nobody else is told. */
export async function seeInbox({ db, actor, now }: Context & { actor: PersonActor }): Promise<void> {
  await db.update(people).set({ inboxSeenAt: now }).where(eq(people.id, actor.personId));
}
