import { and, asc, desc, gt, max } from "drizzle-orm";
import { databaseClock } from "#db/database-clock.ts";
import { eventSeals, events } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { isOfSomebody } from "./conditions.ts";
import { hasWaited, type Unsealed, type Waiting, wasServed } from "./rules.ts";
import { lastingHolders } from "./seal-holders.ts";

/**
 * The events that are not sealed though they should be, or null. That they wait is not enough, as they do while no server
 * runs: somebody holds them, or a server recorded others for as long.
 */
export async function keptUnsealed(ctx: Context, clock?: Date): Promise<Unsealed | null> {
  ensure(may(ctx.actor, "audit.read", null));
  const waiting = await waitingEvents(ctx);
  if (!waiting) return null;
  const served = wasServed(waiting);
  if (!served && !hasWaited(waiting, clock ?? (await databaseClock(ctx.db)))) return null;
  const holders = await lastingHolders(ctx);
  return served || holders.length > 0 ? { ...waiting, holders } : null;
}

async function waitingEvents(ctx: Context): Promise<Waiting | null> {
  const [sealed] = await ctx.db.select({ last: max(eventSeals.eventId) }).from(eventSeals);
  const unsealed = sealed?.last ? gt(events.id, sealed.last) : undefined;
  const [first] = await ctx.db.select({ at: events.at }).from(events).where(unsealed).orderBy(asc(events.id)).limit(1);
  if (!first) return null;
  const [last] = await ctx.db
    .select({ at: events.at })
    .from(events)
    .where(and(unsealed, isOfSomebody()))
    .orderBy(desc(events.id))
    .limit(1);
  return { since: first.at, served: last?.at ?? null };
}
