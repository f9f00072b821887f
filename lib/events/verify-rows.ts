import { and, asc, gt, isNotNull, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { events } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { coveredSince, isCoverDue } from "./cover-older-rows.ts";
import { COVERED, COVERED_TABLES, type CoveredTable, coveredIn, rowDigest } from "./covered.ts";

/**
 * A row that contradicts its events: `event` is the last with its digest. `documents` are identified by the digest of
 * their content.
 */
export type ForgedRow =
  | { change: "changed" | "deleted"; table: CoveredTable; id: number; event: number }
  | { change: "added"; table: CoveredTable; id: number }
  | { change: "document"; sha256: string };

/**
 * The number of matching rows. `since`: when older rows were covered in their state at the time. `waiting`: rows not
 * yet covered by a seal.
 */
export type CoveredRows = { rows: number; since: Date | null; waiting: number };

const BATCH = 2_000;

type Known = Map<number, { digest: string | null; event: number }>;

/** The first covered row that contradicts its last event, or the number of matching rows. Reads a single snapshot. */
export async function verifyRows(ctx: Context): Promise<ForgedRow | CoveredRows> {
  const known = await knownRows(ctx);
  const isDue = await isCoverDue(ctx);
  let matching = 0;
  let waiting = 0;
  for (const table of COVERED_TABLES) {
    const ofTable: Known = known.get(table) ?? new Map();
    for await (const row of rowsOfTable(ctx, table)) {
      const held = ofTable.get(row.id);
      ofTable.delete(row.id);
      if (held && held.digest === rowDigest(row)) matching += 1;
      else if (held) return { change: "changed", table, id: row.id, event: held.event };
      else if (isDue) waiting += 1;
      else return { change: "added", table, id: row.id };
    }
    for (const [id, { digest, event }] of ofTable) if (digest !== null) return { change: "deleted", table, id, event };
  }
  const changed = await changedDocument(ctx);
  return changed ?? { rows: matching, since: await coveredSince(ctx), waiting };
}

async function knownRows({ db }: Context): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (let after = 0; ; ) {
    const held = await db
      .select({ id: events.id, rows: events.rows })
      .from(events)
      .where(and(gt(events.id, after), isNotNull(events.rows)))
      .orderBy(asc(events.id))
      .limit(BATCH);
    for (const { id: event, rows } of held) {
      for (const [table, id, digest] of rows ?? []) {
        const ofTable = known.get(table) ?? new Map();
        known.set(table, ofTable.set(id, { digest, event }));
      }
    }
    after = held.at(-1)?.id ?? after;
    if (held.length < BATCH) return known;
  }
}

async function* rowsOfTable({ db }: Context, name: CoveredTable): AsyncGenerator<{ id: number }> {
  const table = COVERED[name];
  for (let after = 0; ; ) {
    const rows = await db
      .select()
      .from(table)
      .where(and(coveredIn(name), gt(table.id, after)))
      .orderBy(asc(table.id))
      .limit(BATCH);
    yield* rows;
    after = rows.at(-1)?.id ?? after;
    if (rows.length < BATCH) return;
  }
}

/** A document whose content does not match its digest. Computed in the database, so contents are not transferred. */
async function changedDocument(ctx: Context): Promise<ForgedRow | null> {
  const [changed] = await rowsOf<{ sha256: string }>(
    ctx.db,
    sql`select sha256 from blobs where encode(sha256(convert_to(content, 'UTF8')), 'hex') <> sha256 order by sha256 limit 1`,
  );
  return changed ? { change: "document", sha256: changed.sha256 } : null;
}
