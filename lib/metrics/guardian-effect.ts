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
/** One for the process: the worker that counts and the pages that read have their own copy of this module. */
const shared = globalThis as unknown as { guardiansEffects?: WeakMap<Context["db"], Map<string, Kept>> };

/**
 * What a guardian changes (M2 and the ratio of M3), over the four quarters that end with this one and as the day of `asOf` began:
 * so it is drawn once a day, and again only when one of its facts has changed. Of the whole program, whoever reads it.
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

/** As `guardianEffectIn`, what a business case begins from. The numbers of an arm by itself are told nowhere. */
export async function measuredIn(
  ctx: Context,
  quarter: Quarter,
  timeZone: string,
  asOf: Date,
): Promise<Assumptions | null> {
  const { windows } = fourQuartersToday(quarter, timeZone, asOf);
  return measuredAssumptions(await effectOf(ctx, quarter, windows));
}

/** Kept until a fact may have changed: those who ask at once share one answer. */
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

/** By its quarter alone: of the same reviews it says the same, on every day and instance. */
async function drawn(ctx: Context, quarter: Quarter, windows: Windows): Promise<GuardianEffect> {
  const reviews = await armReviews(ctx, PROGRAM_SCOPE, windows);
  return guardianEffect(reviews, random(`M2 ${quarterKey(quarter)}`).next);
}

/** What can change of reviews and findings as they were known when the day began. What is added later is not yet counted. */
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

/** When the last of each kind of change was: a look each at the end of an index. */
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

/** JSON has no infinity. */
function written({ value, low, high, claimed, detectable }: Estimate) {
  const finite = (number: number | null) => (number !== null && Number.isFinite(number) ? number : null);
  return { value: finite(value), low: finite(low), high: finite(high), claimed, detectable };
}
