import { inArray, isNotNull, sql } from "drizzle-orm";
import { events } from "#db/schema/index.ts";
import { takeTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import type { EventType } from "#lib/event-types/vocabulary.ts";
import { COVERED, COVERED_TABLES, type CoveredRow, covered, coveredIn } from "./covered.ts";
import { record } from "./record.ts";

/** Maximum digests in one event. */
const MOST_ROWS = 500;

const BEGAN = "record.coverage-began" satisfies EventType;
const COVERS = "record.rows-covered" satisfies EventType;

/** Whether older rows still need coverage: the database was migrated and has not sealed since. */
export async function isCoverDue({ db }: Context): Promise<boolean> {
  // Only once: a row written later without its event must never count as older.
  const found = await db
    .selectDistinct({ type: events.type })
    .from(events)
    .where(inArray(events.type, [BEGAN, COVERS]));
  return found.length === 1 && found[0]?.type === BEGAN;
}

/** Since when older rows are covered, as they were then; null if every row has its own event. */
export async function coveredSince({ db }: Context): Promise<Date | null> {
  const [first] = await db
    .select({ at: events.at })
    .from(events)
    .where(inArray(events.type, [COVERS]))
    .orderBy(events.id)
    .limit(1);
  return first?.at ?? null;
}

/** Records, once, the digests of rows written before events had digests. */
export async function coverOlderRows(ctx: Context): Promise<void> {
  if (!(await isCoverDue(ctx))) return;
  await transaction(ctx, async (ctx) => {
    if (!(await takeTurn(ctx.db, "seal")) || !(await isCoverDue(ctx))) return;
    // Lock out writers: the event of a row written meanwhile would precede ours, with a newer digest.
    for (const name of COVERED_TABLES) await ctx.db.execute(sql`lock table ${COVERED[name]} in share mode`);
    const rows = await uncoveredRows(ctx);
    for (let at = 0; at === 0 || at < rows.length; at += MOST_ROWS) {
      const some = rows.slice(at, at + MOST_ROWS);
      await record(ctx, { type: COVERS, subject: { kind: "program", id: 1 }, data: { rows: some.length } }, some);
    }
  });
}

async function uncoveredRows(ctx: Context): Promise<CoveredRow[]> {
  const known = new Set<string>();
  const held = await ctx.db.select({ rows: events.rows }).from(events).where(isNotNull(events.rows));
  for (const { rows } of held) for (const [table, id] of rows ?? []) known.add(`${table} ${id}`);
  const found: CoveredRow[] = [];
  for (const name of COVERED_TABLES) {
    const rows = await ctx.db.select().from(COVERED[name]).where(coveredIn(name)).orderBy(COVERED[name].id);
    found.push(...covered(name, rows).filter(([table, id]) => !known.has(`${table} ${id}`)));
  }
  return found;
}
