import { events } from "#db/schema/index.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import type { Event } from "#lib/event-types/vocabulary.ts";
import type { CoveredRow } from "./covered.ts";

/**
 * Appends an event in the caller's transaction, which fails if the event cannot be recorded. `rows` are the rows
 * written with it, in tables covered by seals.
 */
export async function record(ctx: Context, event: Event, rows: readonly CoveredRow[] = []): Promise<void> {
  await ctx.db.insert(events).values({
    at: ctx.now,
    type: event.type,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    subjectKind: event.subject.kind,
    subjectId: event.subject.id,
    data: event.data,
    requestId: ctx.requestId,
    rows: rows.length > 0 ? [...rows] : null,
  });
}

function actorId(actor: Actor): number | null {
  if (actor.kind === "person") return actor.personId;
  return actor.kind === "token" ? actor.person.personId : null;
}
