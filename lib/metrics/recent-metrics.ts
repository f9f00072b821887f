import { desc } from "drizzle-orm";
import { events } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { MetricsAddress } from "./input.ts";
import { keepNewest } from "./keep-newest.ts";
import { keptQuarters } from "./kept-quarters.ts";
import { computeMetrics } from "./metrics-of.ts";
import type { Metrics } from "./output.ts";
import { type Asked, readQuery } from "./read-query.ts";

type Kept = { lastEvent: number; at: number; metrics: Promise<Metrics> };

const KEEP_MS = 60_000;
const MOST = 200;
const kept = new WeakMap<Context["db"], Map<string, Kept>>();

/**
 * As `metricsOf`, answered from memory while nothing was recorded since: at most a minute, and the as-of says when it was
 * counted. Every write records an event, so the last event tells whether anything changed. The reader's scope is part of the key.
 */
export async function recentMetrics(ctx: Context, query: MetricsAddress): Promise<Metrics> {
  return keptMetrics(ctx, await readQuery(ctx, query));
}

/** As `recentMetrics`, for a query already read. */
export async function keptMetrics(ctx: Context, asked: Asked): Promise<Metrics> {
  const [last] = await ctx.db.select({ id: events.id }).from(events).orderBy(desc(events.id)).limit(1);
  const lastEvent = last?.id ?? 0;
  const now = ctx.now.getTime();
  const answers = answersOf(ctx);
  const key = JSON.stringify(asked);
  const known = answers.get(key);
  if (known && known.lastEvent === lastEvent && now >= known.at && now - known.at < KEEP_MS) return known.metrics;
  return keep(answers, key, { lastEvent, at: now, metrics: counted(ctx, asked) });
}

/** The numbers are about the scope, not about who asks, so readers of one scope share them. */
async function counted(ctx: Context, asked: Asked): Promise<Metrics> {
  return computeMetrics(ctx, asked, await keptQuarters(ctx, asked));
}

function answersOf({ db }: Context): Map<string, Kept> {
  const known = kept.get(db) ?? new Map<string, Kept>();
  kept.set(db, known);
  return known;
}

function keep(answers: Map<string, Kept>, key: string, answer: Kept): Promise<Metrics> {
  keepNewest(answers, key, answer, MOST);
  answer.metrics.catch(() => answers.delete(key));
  return answer.metrics;
}
