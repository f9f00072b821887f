import { and, asc, desc, gt, lte, sql } from "drizzle-orm";
import { databaseClock } from "#db/database-clock.ts";
import { eventSeals, events } from "#db/schema/index.ts";
import { snapshot } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { readRecord } from "./read-record.ts";
import { hasWaited, type Unsealed } from "./rules.ts";
import { NO_SEAL, type SealRow, sealHash } from "./seal-hash.ts";
import { keptUnsealed, waitingEvents } from "./unsealed.ts";
import { type CoveredRows, type ForgedRow, verifyRows } from "./verify-rows.ts";

/**
 * The result of verifying the chain of seals, once begun. `since`: the first event waiting for the first seal. `after`:
 * the event before a seal's first, or null.
 */
export type Verification =
  | { found: "whole"; seals: number; events: number; unsealed: number; covered: CoveredRows }
  | { found: "none"; unsealed: number; since: Date | null; isLate: boolean }
  | { found: "unsealed"; seals: number; events: number; unsealed: number; kept: Unsealed }
  | { found: "mismatch"; seal: SealRow; after: number | null; events: number }
  | { found: "missing"; number: number }
  | { found: "no-anchor" }
  | { found: "forged"; row: ForgedRow };

/** Events read at a time. */
const BATCH = 5_000;

/**
 * Recomputes the chain and returns the first missing or wrong seal. An external seal hash also reveals deleted or
 * rebuilt seals. Then checks decisions, waivers, grants and evidence, and ongoing sealing by the database clock, unless
 * given. Throws Unavailable while the record is locked.
 */
export async function verifySeals(ctx: Context, anchor?: string, clock?: Date): Promise<Verification> {
  ensure(may(ctx.actor, "audit.read", null));
  const chain = await readRecord(ctx, (ctx) => verifyChain(ctx, anchor));
  if ("found" in chain) return chain;
  const rows = await snapshot(ctx, verifyRows);
  if ("change" in rows) return { found: "forged", row: rows };
  const now = clock ?? (await databaseClock(ctx.db));
  const kept = await keptUnsealed(ctx, now);
  if (!kept && chain.seals === 0) return none(ctx, now, chain.unsealed);
  return kept ? { found: "unsealed", ...chain, kept } : { found: "whole", ...chain, covered: rows };
}

/** The newest seal, to store elsewhere. Nobody can then change its events unseen, even by rebuilding all seals. */
export async function newestSeal(ctx: Context): Promise<SealRow | null> {
  ensure(may(ctx.actor, "audit.read", null));
  const newest = (ctx: Context) => ctx.db.select().from(eventSeals).orderBy(desc(eventSeals.number)).limit(1);
  const [seal] = await readRecord(ctx, newest);
  return seal ?? null;
}

type Counts = { seals: number; events: number; unsealed: number };

/** The first problem in the chain, or its size if there is none. */
async function verifyChain(ctx: Context, anchor: string | undefined): Promise<Verification | Counts> {
  const seals = await ctx.db.select().from(eventSeals).orderBy(asc(eventSeals.number));
  let previous: SealRow | undefined;
  let sealed = 0;
  for (const batch of batches(seals)) {
    const rows = await sealedEvents(ctx, previous, batch);
    for (const seal of batch) {
      const problem = compare(previous, seal, rows);
      if (problem) return problem;
      sealed += seal.count;
      previous = seal;
    }
  }
  if (anchor !== undefined && !seals.some(({ hash }) => hash === anchor)) return { found: "no-anchor" };
  return { seals: seals.length, events: sealed, unsealed: await unsealed(ctx, previous) };
}

async function none(ctx: Context, now: Date, unsealed: number): Promise<Verification> {
  const waiting = await waitingEvents(ctx, now);
  return {
    found: "none",
    unsealed,
    since: waiting?.since ?? null,
    isLate: waiting !== null && hasWaited(waiting, now),
  };
}

type EventRow = typeof events.$inferSelect;

function compare(previous: SealRow | undefined, seal: SealRow, rows: readonly EventRow[]): Verification | null {
  const number = (previous?.number ?? 0) + 1;
  if (seal.number !== number) return { found: "missing", number };
  const after = previous?.eventId ?? null;
  const own = rows.filter(({ id }) => (after === null || id > after) && id <= seal.eventId);
  const matches = own.length === seal.count && sealHash(previous?.hash ?? NO_SEAL, seal, own) === seal.hash;
  return matches ? null : { found: "mismatch", seal, after, events: own.length };
}

/** Groups seals whose events are read together. */
function batches(seals: readonly SealRow[]): SealRow[][] {
  const all: SealRow[][] = [];
  let size = BATCH;
  for (const seal of seals) {
    size += seal.count;
    if (size > BATCH) {
      all.push([]);
      size = seal.count;
    }
    all.at(-1)?.push(seal);
  }
  return all;
}

async function sealedEvents(ctx: Context, previous: SealRow | undefined, batch: readonly SealRow[]) {
  const last = Math.max(...batch.map(({ eventId }) => eventId));
  return ctx.db
    .select()
    .from(events)
    .where(and(previous ? gt(events.id, previous.eventId) : undefined, lte(events.id, last)))
    .orderBy(asc(events.id));
}

async function unsealed(ctx: Context, last: SealRow | undefined): Promise<number> {
  const [row] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(events)
    .where(last ? gt(events.id, last.eventId) : undefined);
  return row?.n ?? 0;
}
