import { and, desc, eq, gt, inArray, lt, lte, sql } from "drizzle-orm";
import { activities, countedQuarters, events, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { PRODUCT_VERSION } from "#lib/product-version.ts";
import { sha256 } from "#lib/sha256.ts";
import type { Frame } from "./figures/frame.ts";
import type { Asked } from "./read-query.ts";
import { quarterBounds, quarterKey, quarterOf } from "./rules/quarter.ts";
import { typesThat } from "./rules/touches.ts";

/** No transaction runs this long, so no event older than this can still appear. */
const WRITING_MS = 10 * 60_000;

type Row = typeof countedQuarters.$inferSelect;

/**
 * The counted quarters stored for a scope on one day. `after` and `seen`: the events that a count made now includes.
 * `oldest`: when the oldest reused value was counted.
 */
export type KeptQuarters = {
  ctx: Context;
  rows: ReadonlyMap<string, Row>;
  scope: string;
  after: number;
  seen: number[];
  /** True if the reader's clock is behind: its count misses a known event and is not stored. */
  isBehind: boolean;
  oldest: number;
};

/**
 * The numbers of ended quarters, counted today by any instance, with no fact changed since. Null for a past day, which
 * is counted from rows.
 */
export async function keptQuarters(ctx: Context, { asOf, timeZone, scope }: Asked): Promise<KeptQuarters | null> {
  if (asOf !== null) return null;
  // Another version may count differently.
  const digest = sha256(
    JSON.stringify([PRODUCT_VERSION, timeZone, inOrder(scope.teamIds), inOrder(scope.organisationIds)]),
  );
  const { countedAt, day } = countedQuarters;
  // Read before the events, so a count made meanwhile includes more of them, never fewer.
  const rows = await ctx.db
    .select()
    .from(countedQuarters)
    .where(and(eq(countedQuarters.scope, digest), eq(day, ctx.day), lte(countedAt, ctx.now)));
  const after = await settled(ctx);
  const touched = await touches(ctx, Math.min(after, ...rows.map((row) => row.after)), timeZone);
  const late = touched.filter(({ id }) => id > after);
  return {
    ctx,
    rows: new Map(rows.filter((row) => stands(row, touched)).map((row) => [keyOf(row), row])),
    scope: digest,
    after,
    seen: late.map(({ id }) => id),
    isBehind: late.some(({ at }) => at > ctx.now),
    oldest: ctx.now.getTime(),
  };
}

/** Counts something for each quarter of a frame, reusing stored values for ended quarters. */
export async function ofQuarters<T>(
  frame: Frame,
  name: string,
  count: (frame: Frame) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const { kept, quarters } = frame;
  if (!kept) return count(frame);
  const found = quarters.map((quarter) => kept.rows.get(keyOf({ name, quarter: quarterKey(quarter) })));
  const first = found.indexOf(undefined);
  const before = (first === -1 ? found : found.slice(0, first)) as Row[];
  for (const { countedAt } of before) kept.oldest = Math.min(kept.oldest, countedAt.getTime());
  const counted = first === -1 ? [] : await count(later(frame, first));
  await keep(kept, name, later(frame, first), counted);
  return [...before.map(({ value }) => value as T), ...counted];
}

/** Whether a row is today's latest count of its quarter, with no event touching the quarter since. */
function stands({ until, after, seen }: Row, touched: readonly Touching[]): boolean {
  return !touched.some(({ id, from }) => id > after && from < until.getTime() && !seen.includes(id));
}

export function keyOf({ name, quarter }: Pick<Row, "name" | "quarter">): string {
  return `${name} ${quarter}`;
}

/** Sorts ids so the same teams give the same scope, whatever the order they were read in. */
function inOrder(ids: readonly number[] | null): readonly number[] | undefined {
  return ids?.toSorted((one, other) => one - other);
}

/** Stores the counts of ended quarters. */
async function keep(kept: KeptQuarters, name: string, { quarters, windows }: Frame, values: readonly unknown[]) {
  const ended = values.flatMap((value, index) => {
    const [quarter, until] = [quarters[index], windows.edges[index + 1]];
    return quarter && until && until <= kept.ctx.now ? [{ quarter: quarterKey(quarter), until, value }] : [];
  });
  await write(
    kept,
    ended.map((row) => ({ ...row, name })),
  );
}

/** Writes counts, unless another instance has written since `since`, and returns how many rows it wrote. */
export async function write(
  { ctx, scope, after, seen, isBehind }: KeptQuarters,
  rows: readonly Pick<Row, "name" | "quarter" | "until" | "value">[],
  since = ctx.now,
): Promise<number> {
  if (rows.length === 0 || isBehind) return 0;
  const written = await transaction(ctx, async ({ db, day, now }) => {
    return db
      .insert(countedQuarters)
      .values(rows.map((row) => ({ ...row, scope, after, seen, day, countedAt: now })))
      .onConflictDoUpdate({
        target: [countedQuarters.scope, countedQuarters.name, countedQuarters.quarter],
        set: {
          day: sql`excluded.day`,
          until: sql`excluded.until`,
          countedAt: sql`excluded.counted_at`,
          after: sql`excluded.after`,
          seen: sql`excluded.seen`,
          value: sql`excluded.value`,
        },
        setWhere: lte(countedQuarters.countedAt, since),
      })
      .returning({ name: countedQuarters.name });
  });
  return written.length;
}

/** The same frame, starting at one of its quarters. */
function later(frame: Frame, first: number): Frame {
  const { quarters, windows, moments, cohort, escapes } = frame;
  return {
    ...frame,
    quarters: quarters.slice(first),
    windows: { ...windows, edges: windows.edges.slice(first) },
    moments: moments.slice(first),
    cohort: async () => (await cohort()).slice(first),
    escapes: async () => {
      const { counts, isFed } = await escapes();
      return { counts: counts.slice(first), isFed };
    },
  };
}

/** An event that touches the ended quarters whose end is after `from`. */
type Touching = { id: number; at: Date; from: number };

/** The events after `after` that touch an ended quarter. */
async function touches(ctx: Context, after: number, timeZone: string): Promise<Touching[]> {
  const [all, activity] = [typesThat("all"), typesThat("activity")];
  const logged = sql`${activities.onDate}::timestamp at time zone ${timeZone}`;
  const from = sql<number>`case when ${inArray(events.type, all)} then 0
    else floor(date_part('epoch', least(${reviews.createdAt}, ${reviews.firstSubmittedAt}, ${logged})) * 1000) end`;
  const running = quarterBounds(quarterOf(ctx.now, timeZone), timeZone).start.getTime();
  return ctx.db
    .select({ id: events.id, at: events.at, from })
    .from(events)
    .leftJoin(
      activities,
      and(inArray(events.type, activity), eq(activities.id, sql`(${events.data} ->> 'activityId')::int`)),
    )
    .leftJoin(
      reviews,
      sql`${reviews.id} = case when ${events.subjectKind} = 'review' then ${events.subjectId} else ${activities.reviewId} end`,
    )
    .where(
      and(
        gt(events.id, after),
        inArray(events.type, typesThat("review", "activity", "all")),
        sql`${from} < ${running}`,
      ),
    );
}

/** The last event old enough for every earlier one to be fully written; 0 if there is none. */
async function settled({ db, now }: Context): Promise<number> {
  const [last] = await db
    .select({ id: events.id })
    .from(events)
    .where(lt(events.at, new Date(now.getTime() - WRITING_MS)))
    .orderBy(desc(events.id))
    .limit(1);
  return last?.id ?? 0;
}
