import { and, sql } from "drizzle-orm";
import { isDueForErasure } from "#db/conditions/people.ts";
import { databaseClock } from "#db/database-clock.ts";
import { people } from "#db/schema/index.ts";
import { takeTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, Unavailable } from "#lib/errors.ts";
import { lastDone } from "#lib/events/until-recorded.ts";
import { programSettings } from "#lib/program/settings.ts";
import { counted } from "#lib/words.ts";
import { erasePerson } from "./erase-person.ts";
import { type Clocks, earlierOf, whyNotByClock } from "./rules/trusted-clock.ts";

/** Further people wait for the next round. Failures do not count, or a few of them could block everyone else. */
const MOST = 20;
/** The limit of failed attempts per round. The next round continues after them and wraps around. */
const MOST_FAILED = 100;
/** How many failed erasures are reported by person number. */
const TOLD = 20;

/**
 * Erases people who left longer ago than the program keeps their names, and returns how many. Without a setting it
 * erases nobody. Erasure cannot be undone, so two clocks must agree, and both must see recent activity; otherwise it
 * throws Unavailable.
 */
export async function eraseLeavers(ctx: Context, clock?: Date): Promise<number> {
  ensure(may(ctx.actor, "leavers.erase", null));
  const { eraseAfterDays: days } = await programSettings(ctx);
  if (days === null) return 0;
  const clocks = { now: ctx.now, database: clock ?? (await databaseClock(ctx.db)), done: await lastDone(ctx) };
  if ((await nextDue(ctx, { clocks, days, from: 0, last: null })) === null) return 0;
  const why = whyNotByClock(clocks);
  if (why) throw new Unavailable(`Leavers are not being erased at present. ${why}`);
  return eraseDue(ctx, { clocks, days });
}

type Failure = { personId: number; error: unknown };

const shared = globalThis as unknown as { guardiansErased?: WeakMap<Context["db"], number> };

/**
 * Erases people separately, so one failure does not block the others. It begins after the last person this server
 * tried.
 */
async function eraseDue(ctx: Context, { clocks, days }: { clocks: Clocks; days: number }): Promise<number> {
  shared.guardiansErased ??= new WeakMap();
  const from = shared.guardiansErased.get(ctx.db) ?? 0;
  const failed: Failure[] = [];
  let erased = 0;
  let last: number | null = null;
  while (erased < MOST && failed.length < MOST_FAILED) {
    last = await transaction(ctx, async (ctx) => {
      if (!(await takeTurn(ctx.db, "eraseLeavers"))) return null;
      const personId = await nextDue(ctx, { clocks, days, from, last });
      if (personId === null) return null;
      await erasePerson(ctx, { personId }).then(
        () => (erased += 1),
        (error: unknown) => failed.push({ personId, error }),
      );
      return personId;
    });
    if (last === null) break;
    shared.guardiansErased.set(ctx.db, last);
  }
  if (failed.length > 0) throw notErased(failed);
  return erased;
}

/** Lists the failed erasures, the first cause, and what happens to people not tried. */
function notErased(failed: readonly Failure[]): Error {
  const numbers = failed.slice(0, TOLD).map(({ personId }) => String(personId));
  if (failed.length > TOLD) numbers.push("…");
  const who = counted(failed.length, "leaver", "leavers");
  const words = `${who} could not be erased: ID ${numbers.join(", ")}`;
  const rest = `. People after ID ${failed.at(-1)?.personId} are tried in the next round.`;
  return new Error(failed.length < MOST_FAILED ? words : words + rest, { cause: failed[0]?.error });
}

/** A round that began after `from`, and the last person it tried. */
type Due = { clocks: Clocks; days: number; from: number; last: number | null };

/** The next person to erase in a round, or null once it has wrapped around. */
async function nextDue(ctx: Context, { clocks, days, from, last }: Due): Promise<number | null> {
  const place = sql`(${people.id} <= ${from}, ${people.id})`;
  const isNext = last === null ? undefined : sql`${place} > (${last <= from}, ${last}::int)`;
  const [due] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(isDueForErasure({ ...ctx, now: earlierOf(clocks) }, days), isNext))
    .orderBy(place)
    .limit(1);
  return due?.id ?? null;
}
