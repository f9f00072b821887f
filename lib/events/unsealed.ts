import { and, desc, gt, lt, max, min } from "drizzle-orm";
import { isOfSomebody } from "#db/conditions/events.ts";
import { databaseClock } from "#db/database-clock.ts";
import { eventSeals, events } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { readRecord } from "./read-record.ts";
import { hasWaited, SEALED_WITHIN_ROUNDS, sealedUntil, type Unsealed, type Waiting, wasServed } from "./rules.ts";
import { lastingHolders } from "./seal-holders.ts";
import { lastEvent } from "./until-recorded.ts";

/**
 * Events that should be sealed but are not, or null. Waiting alone is not enough, because no server may run: someone
 * blocks them, a server recorded others that long, or this server saw them throughout.
 */
export async function keptUnsealed(ctx: Context, clock?: Date): Promise<Unsealed | null> {
  ensure(may(ctx.actor, "audit.read", null));
  const now = clock ?? (await databaseClock(ctx.db));
  const waiting = await waitingEvents(ctx, now);
  if (!waiting) return null;
  const served = wasServed(waiting);
  const holders = served || hasWaited(waiting, now) ? await lastingHolders(ctx) : [];
  return served || holders.length > 0 ? { ...waiting, holders } : stillSeen(ctx);
}

/**
 * Unsealed events, or null. A machine that slept seals new events within minutes, so an event proves a running server
 * only after waiting itself. Before the first seal, perhaps no server ever ran.
 */
export function waitingEvents(ctx: Context, now: Date): Promise<Waiting | null> {
  return readRecord(ctx, (ctx) => afterLastSeal(ctx, now));
}

async function afterLastSeal(ctx: Context, now: Date): Promise<Waiting | null> {
  const sealed = await lastSealed(ctx);
  const unsealed = gt(events.id, sealed);
  const [first] = await ctx.db
    .select({ at: min(events.at) })
    .from(events)
    .where(unsealed);
  if (!first?.at) return null;
  if (sealed === 0) return { since: first.at, served: null };
  const [last] = await ctx.db
    .select({ at: events.at })
    .from(events)
    .where(and(unsealed, isOfSomebody(), lt(events.at, sealedUntil(now))))
    .orderBy(desc(events.id))
    .limit(1);
  return { since: first.at, served: last?.at ?? null };
}

/** The id of the last sealed event, or 0. */
async function lastSealed({ db }: Context): Promise<number> {
  const [sealed] = await db.select({ last: max(eventSeals.eventId) }).from(eventSeals);
  return sealed?.last ?? 0;
}

/**
 * The newest event in the first of several rounds that left it unsealed, the times of the first and last round, and
 * their number.
 */
type Seen = { eventId: number; since: Date; served: Date; rounds: number };

const shared = globalThis as unknown as { guardiansUnsealed?: WeakMap<Context["db"], Seen> };

/**
 * Records that this server has sealed what it could, and remembers in memory what it then saw unsealed, because the
 * tables' owner could change event times.
 */
export async function seeUnsealed(ctx: Context): Promise<void> {
  shared.guardiansUnsealed ??= new WeakMap();
  const { db, now } = ctx;
  const sealed = await lastSealed(ctx);
  const seen = shared.guardiansUnsealed.get(db);
  const newest = await lastEvent(ctx);
  if (!newest || newest.id <= sealed) shared.guardiansUnsealed.delete(db);
  else if (seen && seen.eventId > sealed)
    shared.guardiansUnsealed.set(db, { ...seen, served: now, rounds: seen.rounds + 1 });
  else shared.guardiansUnsealed.set(db, { eventId: newest.id, since: now, served: now, rounds: 1 });
}

/** Events this server has seen unsealed for the required time, if nobody has sealed them since. */
async function stillSeen(ctx: Context): Promise<Unsealed | null> {
  const seen = shared.guardiansUnsealed?.get(ctx.db);
  if (!seen || seen.rounds < SEALED_WITHIN_ROUNDS || seen.eventId <= (await readRecord(ctx, lastSealed))) return null;
  const { since, served } = seen;
  return { since, served, holders: await lastingHolders(ctx) };
}
