import { and, asc, desc, gt, lt, max } from "drizzle-orm";
import { databaseClock } from "#db/database-clock.ts";
import { eventSeals, events } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { isOfSomebody } from "./conditions.ts";
import { hasWaited, sealedUntil, type Unsealed, type Waiting, wasServed } from "./rules.ts";
import { lastingHolders } from "./seal-holders.ts";

/**
 * The events that are not sealed though they should be, or null. That they wait is not enough, as they do while no server
 * runs: somebody holds them, or a server recorded others for as long.
 */
export async function keptUnsealed(ctx: Context, clock?: Date): Promise<Unsealed | null> {
  ensure(may(ctx.actor, "audit.read", null));
  const now = clock ?? (await databaseClock(ctx.db));
  const waiting = await waitingEvents(ctx, now);
  if (!waiting) return null;
  const served = wasServed(waiting);
  if (!served && !hasWaited(waiting, now)) return null;
  const holders = await lastingHolders(ctx);
  return served || holders.length > 0 ? { ...waiting, holders } : null;
}

/**
 * The events that have no seal, or null. A machine that slept seals what it then records within minutes: an event says that a server ran once it has waited itself. Before
 * the first seal none may have run at all.
 */
export async function waitingEvents(ctx: Context, now: Date): Promise<Waiting | null> {
  const [sealed] = await ctx.db.select({ last: max(eventSeals.eventId) }).from(eventSeals);
  const unsealed = sealed?.last ? gt(events.id, sealed.last) : undefined;
  const [first] = await ctx.db.select({ at: events.at }).from(events).where(unsealed).orderBy(asc(events.id)).limit(1);
  if (!first) return null;
  if (!sealed?.last) return { since: first.at, served: null };
  const [last] = await ctx.db
    .select({ at: events.at })
    .from(events)
    .where(and(unsealed, isOfSomebody(), lt(events.at, sealedUntil(now))))
    .orderBy(desc(events.id))
    .limit(1);
  return { since: first.at, served: last?.at ?? null };
}
