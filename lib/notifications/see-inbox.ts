import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { events, people } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { type SeeInboxInput, seeInboxInput } from "./input.ts";

/**
 * Marks what the person was shown of their inbox as read, and nothing newer. Records no event, because nobody else is
 * notified.
 */
export async function seeInbox({ db, actor }: Context & { actor: PersonActor }, input: SeeInboxInput): Promise<void> {
  const { upTo } = parse(seeInboxInput, input);
  await db
    .update(people)
    .set({ inboxSeenId: sql`least(${upTo}::bigint, (select coalesce(max(${events.id}), 0) from ${events}))` })
    .where(and(eq(people.id, actor.personId), or(isNull(people.inboxSeenId), lt(people.inboxSeenId, upTo))));
}
