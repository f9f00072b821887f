import { desc, eq, sql } from "drizzle-orm";
import { events } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { EventType } from "#lib/event-types/vocabulary.ts";
import { keepNewest } from "#lib/keep-newest.ts";
import { random } from "#lib/random.ts";
import { armReviews, type Windows } from "./cohort.ts";
import { fourQuartersToday } from "./four-quarters.ts";
import type { Assumptions, GuardianEffectOutput } from "./output.ts";
import { measuredAssumptions } from "./rules/business-case.ts";
import { type Estimate, type GuardianEffect, guardianEffect } from "./rules/guardian-effect.ts";
import { type Quarter, quarterKey } from "./rules/quarter.ts";
import { PROGRAM_SCOPE } from "./scope.ts";

const MOST = 40;

type Kept = { facts: string; effect: Promise<GuardianEffect> };
/** One per process, because the counting worker and the reading pages each load their own copy of this module. */
const shared = globalThis as unknown as { guardiansEffects?: WeakMap<Context["db"], Map<string, Kept>> };

/**
 * The guardian effect (M2 and the ratio of M3) over the four quarters ending with this one, as of the start of the day
 * of `asOf`. It is drawn once a day, and again only if one of its facts changes. Always for the whole program, for
 * every reader.
 */
export async function guardianEffectIn(
  ctx: Context,
  quarter: Quarter,
  timeZone: string,
  asOf: Date,
): Promise<GuardianEffectOutput> {
  const { windows, words } = fourQuartersToday(quarter, timeZone, asOf);
  const { state, n, imported, teams, dropped, speed, within, findings } = await effectOf(ctx, quarter, windows);
  return {
    ...words,
    ...{ state, n, imported, teams, dropped },
    asOf: windows.asOf.toISOString(),
    speed: speed && written(speed),
    within: within && written(within),
    findings: findings && written(findings),
  };
}

/**
 * As `guardianEffectIn`, but returns the starting values of a business case. The numbers of a single arm are never
 * published.
 */
export async function measuredIn(
  ctx: Context,
  quarter: Quarter,
  timeZone: string,
  asOf: Date,
): Promise<Assumptions | null> {
  const { windows } = fourQuartersToday(quarter, timeZone, asOf);
  return measuredAssumptions(await effectOf(ctx, quarter, windows));
}

/** Cached until a fact may have changed; concurrent readers share one answer. */
async function effectOf(ctx: Context, quarter: Quarter, windows: Windows): Promise<GuardianEffect> {
  shared.guardiansEffects ??= new WeakMap();
  const known = shared.guardiansEffects.get(ctx.db) ?? new Map<string, Kept>();
  shared.guardiansEffects.set(ctx.db, known);
  const key = `${quarterKey(quarter)} ${windows.asOf.toISOString()}`;
  const facts = await lastChanges(ctx);
  const found = known.get(key);
  if (found?.facts === facts) return found.effect;
  const effect = drawn(ctx, quarter, windows);
  effect.catch(() => known.delete(key));
  keepNewest(known, key, { facts, effect }, MOST);
  return effect;
}

/** Seeded by its quarter alone, so the same reviews give the same result on every day and instance. */
async function drawn(ctx: Context, quarter: Quarter, windows: Windows): Promise<GuardianEffect> {
  const reviews = await armReviews(ctx, PROGRAM_SCOPE, windows);
  return guardianEffect(reviews, random(`M2 ${quarterKey(quarter)}`).next);
}

/** Events that can change reviews and findings as known when the day began. Later additions are not counted yet. */
const CHANGES = [
  "data.imported",
  "finding.rerated",
  "finding.settled",
  "person.erased",
  "review.edited",
  "review.reopened",
  "review.tier-changed",
  "reviews.import-undone",
  "reviews.imported",
] as const satisfies readonly EventType[];

/** The last event of each kind of change. Each takes one lookup at the end of an index. */
async function lastChanges(ctx: Context): Promise<string> {
  const last = CHANGES.map((type) =>
    ctx.db
      .select({ id: events.id })
      .from(events)
      .where(eq(events.type, type))
      .orderBy(desc(events.at), desc(events.id))
      .limit(1),
  );
  const words = sql<string>`concat_ws(' ', ${sql.join(
    last.map((each) => sql`(${each})`),
    sql`, `,
  )})`;
  const [found] = await ctx.db.select({ words }).from(sql`(select 1) as one`);
  return found?.words ?? "";
}

/** Replaces infinity by null, because JSON has no infinity. */
function written({ value, low, high, claimed, detectable }: Estimate) {
  const finite = (number: number | null) => (number !== null && Number.isFinite(number) ? number : null);
  return { value: finite(value), low: finite(low), high: finite(high), claimed, detectable };
}
