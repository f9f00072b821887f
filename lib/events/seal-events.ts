import { and, asc, desc, gt, lte, sql } from "drizzle-orm";
import { eventSeals, events } from "#db/schema/index.ts";
import { takeTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { coverOlderRows } from "./cover-older-rows.ts";
import { NO_SEAL, sealHash } from "./seal-hash.ts";
import { hasLastingWriter } from "./seal-holders.ts";
import { seeUnsealed } from "./unsealed.ts";

/** Maximum events in a seal, because a seal is verified with its events in memory. */
const MOST_EVENTS = 1_000;

/**
 * Seals the unsealed events and returns how many. Records no event, which would need sealing again; only older rows are
 * recorded, once. Uncommitted events wait for the next run.
 */
export async function sealEvents(ctx: Context): Promise<number> {
  ensure(may(ctx.actor, "audit.seal", null));
  try {
    await coverOlderRows(ctx);
    const settled = await settledEvent(ctx);
    return settled === null ? 0 : await addSeals(ctx, settled);
  } finally {
    await seeUnsealed(ctx);
  }
}

async function addSeals(ctx: Context, settled: number): Promise<number> {
  let sealed = 0;
  for (let count = MOST_EVENTS; count === MOST_EVENTS; sealed += count) count = await addSeal(ctx, settled);
  return sealed;
}

/** Adds one seal, unless another instance is sealing. */
async function addSeal(ctx: Context, settled: number): Promise<number> {
  return transaction(ctx, async (ctx) => {
    if (!(await takeTurn(ctx.db, "seal"))) return 0;
    const [previous] = await ctx.db.select().from(eventSeals).orderBy(desc(eventSeals.number)).limit(1);
    const rows = await ctx.db
      .select()
      .from(events)
      .where(and(previous ? gt(events.id, previous.eventId) : undefined, lte(events.id, settled)))
      .orderBy(asc(events.id))
      .limit(MOST_EVENTS);
    const last = rows.at(-1);
    if (!last) return 0;
    const seal = {
      number: (previous?.number ?? 0) + 1,
      eventId: last.id,
      count: rows.length,
      sealedAt: ctx.now,
    };
    await ctx.db.insert(eventSeals).values({ ...seal, hash: sealHash(previous?.hash ?? NO_SEAL, seal, rows) });
    return rows.length;
  });
}

/**
 * The last event that no other can precede any more, or null. Ids are assigned before commit, so a lower id may still
 * appear until all writers from that moment have ended.
 */
async function settledEvent(ctx: Context): Promise<number | null> {
  const [newest] = await ctx.db.select({ id: sql<number | null>`max(${events.id})` }).from(events);
  if (!newest?.id) return null;
  return (await hasLastingWriter(ctx)) ? null : newest.id;
}
