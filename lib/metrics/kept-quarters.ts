import { and, desc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { activities, events, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { lastEvent } from "#lib/events/until-recorded.ts";
import { keepNewest } from "#lib/keep-newest.ts";
import type { Frame } from "./figures/frame.ts";
import type { Asked } from "./read-query.ts";
import { quarterBounds, quarterKey, quarterOf } from "./rules/quarter.ts";
import { typesThat } from "./rules/touches.ts";

const MOST = 4_000;
/** No transaction is at work for so long: no event can come any more before one that is older. */
const WRITING_MS = 10 * 60_000;

type Value = { until: number; day: string; at: number; value: unknown };

/**
 * What was counted of quarters that are over. `turn`: how often a fact of one of them has changed, `latest`: when it last did;
 * `last`: the last event at the last look; `upTo`: the last one that no other can come before any more; `seen`: the later ones
 * that are taken into account; `counted`: what the worker counted last, ahead of who asks.
 */
type Store = {
  values: Map<string, Value>;
  turn: number;
  latest: number;
  last: { id: number; at: Date } | null;
  upTo: number;
  seen: Set<number>;
  counted: { day: string; turn: number; at: number } | null;
};

/** What one answer takes from a store: only what was counted on the same day. `oldest`: when the oldest of it was counted. */
export type KeptQuarters = { store: Store; turn: number; day: string; at: number; oldest: number };

/** One for the process: the worker that counts and the pages that read have their own copy of this module. */
const shared = globalThis as unknown as { guardiansQuarters?: WeakMap<Context["db"], Store> };

function stores(): WeakMap<Context["db"], Store> {
  shared.guardiansQuarters ??= new WeakMap();
  return shared.guardiansQuarters;
}

/**
 * The numbers of quarters that are over, as far as none of their facts has changed since they were counted today. Null for a
 * day of the past, which is counted from rows.
 */
export async function keptQuarters(ctx: Context, { asOf, timeZone }: Asked): Promise<KeptQuarters | null> {
  if (asOf !== null) return null;
  const store = await storeOf(ctx);
  await forget(ctx, store, timeZone);
  const at = ctx.now.getTime();
  return { store, turn: store.turn, day: ctx.day, at, oldest: at };
}

/** Counts something of each quarter of a frame; of quarters that are over only what is not kept. */
export async function ofQuarters<T>(
  frame: Frame,
  name: string,
  count: (frame: Frame) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const { kept, quarters, timeZone } = frame;
  if (!kept) return count(frame);
  const scope = JSON.stringify([timeZone, inOrder(frame.scope.teamIds), inOrder(frame.scope.organisationIds)]);
  const keys = quarters.map((quarter) => `${name} ${quarterKey(quarter)} ${scope}`);
  const found = keys.map((key) => keptOf(kept, key));
  const first = found.indexOf(undefined);
  const before = (first === -1 ? found : found.slice(0, first)) as Value[];
  for (const { at } of before) kept.oldest = Math.min(kept.oldest, at);
  const counted = first === -1 ? [] : await count(later(frame, first));
  for (const [index, value] of counted.entries()) keep(frame, kept, keys[first + index] ?? "", first + index, value);
  return [...before.map(({ value }) => value as T), ...counted];
}

/** The same teams are the same scope, however they were read. */
function inOrder(ids: readonly number[] | null): readonly number[] | undefined {
  return ids?.toSorted((one, other) => one - other);
}

function keptOf({ store, day, at }: KeptQuarters, key: string): Value | undefined {
  const value = store.values.get(key);
  return value && value.day === day && value.at <= at ? value : undefined;
}

/** Unless the quarter still runs, or a fact of one that is over has changed while it was counted, or later than it is of. */
function keep({ windows }: Frame, { store, turn, day, at }: KeptQuarters, key: string, index: number, value: unknown) {
  const until = windows.edges[index + 1]?.getTime() ?? Number.POSITIVE_INFINITY;
  if (until > at || store.turn !== turn || store.latest > at) return;
  keepNewest(store.values, key, { until, day, at, value }, MOST);
}

/** The same frame from one of its quarters on. */
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

/** An empty one where the stream of events has not begun, or is not the one it was: a backup was put back. */
async function storeOf(ctx: Context): Promise<Store> {
  const known = stores().get(ctx.db);
  if (known?.last) {
    const [same] = await ctx.db.select({ at: events.at }).from(events).where(eq(events.id, known.last.id));
    if (same?.at.getTime() === known.last.at.getTime()) return known;
  }
  const upTo = await settled(ctx);
  const store: Store = { values: new Map(), turn: 0, latest: 0, last: null, upTo, seen: new Set(), counted: null };
  stores().set(ctx.db, store);
  return store;
}

/** Forgets what the events since the last look may have changed. */
async function forget(ctx: Context, store: Store, timeZone: string): Promise<void> {
  const upTo = await settled(ctx);
  store.last = await lastEvent(ctx);
  const fresh = (await touches(ctx, store.upTo, timeZone)).filter(({ id }) => !store.seen.has(id));
  const running = quarterBounds(quarterOf(ctx.now, timeZone), timeZone).start.getTime();
  let [first, latest] = [Number.POSITIVE_INFINITY, store.latest];
  for (const { id, at, from } of fresh) {
    store.seen.add(id);
    first = Math.min(first, from ?? first);
    latest = Math.max(latest, at.getTime());
  }
  for (const id of store.seen) if (id <= upTo) store.seen.delete(id);
  store.upTo = Math.max(store.upTo, upTo);
  if (first >= running) return;
  store.turn += 1;
  store.latest = latest;
  for (const [key, { until }] of store.values) if (until > first) store.values.delete(key);
}

type Touching = Pick<typeof events.$inferSelect, "id" | "at"> & { from: number | null };

/** The events that may touch a quarter that is over, when they were, and from which moment on; null where they touch none after all. */
async function touches(ctx: Context, after: number, timeZone: string): Promise<Touching[]> {
  const [all, activity] = [typesThat("all"), typesThat("activity")];
  const logged = sql`${activities.onDate}::timestamp at time zone ${timeZone}`;
  return ctx.db
    .select({
      id: events.id,
      at: events.at,
      from: sql<number | null>`case when ${inArray(events.type, all)} then 0
        else floor(date_part('epoch', least(${reviews.createdAt}, ${reviews.firstSubmittedAt}, ${logged})) * 1000) end`,
    })
    .from(events)
    .leftJoin(
      activities,
      and(inArray(events.type, activity), eq(activities.id, sql`(${events.data} ->> 'activityId')::int`)),
    )
    .leftJoin(
      reviews,
      sql`${reviews.id} = case when ${events.subjectKind} = 'review' then ${events.subjectId} else ${activities.reviewId} end`,
    )
    .where(and(gt(events.id, after), inArray(events.type, typesThat("review", "activity", "all"))));
}

/** The last event that is old enough to have none before it that is still being written; 0 where there is none. */
async function settled({ db, now }: Context): Promise<number> {
  const [last] = await db
    .select({ id: events.id })
    .from(events)
    .where(lt(events.at, new Date(now.getTime() - WRITING_MS)))
    .orderBy(desc(events.id))
    .limit(1);
  return last?.id ?? 0;
}
