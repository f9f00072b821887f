import { desc } from "drizzle-orm";
import { isOfSomebody } from "#db/conditions/events.ts";
import { events } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { keepNewest } from "#lib/keep-newest.ts";

const KEEP_MS = 60_000;

type Kept<T> = { lastEvent: number; at: number; answer: Promise<T> };

/** The newest event, or null if nothing was ever recorded. */
export async function lastEvent({ db }: Context): Promise<{ id: number; at: Date } | null> {
  const [last] = await db.select({ id: events.id, at: events.at }).from(events).orderBy(desc(events.id)).limit(1);
  return last ?? null;
}

/** When someone last did something, or null. */
export async function lastDone({ db }: Context): Promise<Date | null> {
  const [last] = await db
    .select({ at: events.at })
    .from(events)
    .where(isOfSomebody())
    .orderBy(desc(events.id))
    .limit(1);
  return last?.at ?? null;
}

/**
 * Caches the `most` newest answers of each database by key, until an event is recorded, for at most a minute. Every
 * write records an event, so the last one shows changes. Concurrent callers share one computation.
 */
export function untilRecorded<T>(most: number) {
  const kept = new WeakMap<Context["db"], Map<string, Kept<T>>>();
  return async (ctx: Context, key: string, count: () => Promise<T>): Promise<T> => {
    const last = (await lastEvent(ctx))?.id ?? 0;
    const answers = kept.get(ctx.db) ?? new Map<string, Kept<T>>();
    kept.set(ctx.db, answers);
    const [at, known] = [ctx.now.getTime(), answers.get(key)];
    if (known?.lastEvent === last && at >= known.at && at - known.at < KEEP_MS) return known.answer;
    const answer = count();
    keepNewest(answers, key, { lastEvent: last, at, answer }, most);
    answer.catch(() => answers.delete(key));
    return answer;
  };
}
