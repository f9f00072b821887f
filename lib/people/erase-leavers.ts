import { and, asc, gt } from "drizzle-orm";
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
import { isDueForErasure } from "./conditions.ts";
import { erasePerson } from "./erase-person.ts";
import { type Clocks, earlierOf, whyNotByClock } from "./rules/trusted-clock.ts";

/** More than these in one round wait for the next one. Whoever can not be erased is none of them: else some could keep all others waiting. */
const MOST = 20;
/** How many of those who can not be erased are told by number. */
const TOLD = 20;

/**
 * Erases who left longer ago than the program keeps their names, and answers how many. Without a setting it is nobody. It can
 * not be undone, so two clocks have to say so, and somebody was there not long ago by them: else it throws Unavailable.
 */
export async function eraseLeavers(ctx: Context, clock?: Date): Promise<number> {
  ensure(may(ctx.actor, "leavers.erase", null));
  const { eraseAfterDays: days } = await programSettings(ctx);
  if (days === null) return 0;
  const clocks = { now: ctx.now, database: clock ?? (await databaseClock(ctx.db)), done: await lastDone(ctx) };
  if ((await dueAfter(ctx, { clocks, days, last: 0 })) === null) return 0;
  const why = whyNotByClock(clocks);
  if (why) throw new Unavailable(`Who has left is not erased for now. ${why}`);
  return eraseDue(ctx, { clocks, days });
}

type Failure = { personId: number; error: unknown };

/** Each by itself: somebody who can not be erased keeps nobody else from it. */
async function eraseDue(ctx: Context, { clocks, days }: { clocks: Clocks; days: number }): Promise<number> {
  const failed: Failure[] = [];
  let erased = 0;
  let last: number | null = 0;
  while (erased < MOST && last !== null) {
    last = await transaction(ctx, async (ctx) => {
      if (!(await takeTurn(ctx.db, "eraseLeavers"))) return null;
      const personId = await dueAfter(ctx, { clocks, days, last: last ?? 0 });
      if (personId === null) return null;
      await erasePerson(ctx, { personId }).then(
        () => (erased += 1),
        (error: unknown) => failed.push({ personId, error }),
      );
      return personId;
    });
  }
  if (failed.length > 0) throw notErased(failed);
  return erased;
}

/** Who they are, and what kept the first of them. */
function notErased(failed: readonly Failure[]): Error {
  const numbers = failed.slice(0, TOLD).map(({ personId }) => String(personId));
  if (failed.length > TOLD) numbers.push("…");
  const who = counted(failed.length, "person who has left", "people who have left");
  return new Error(`${who} could not be erased: number ${numbers.join(", ")}`, { cause: failed[0]?.error });
}

type Due = { clocks: Clocks; days: number; last: number };

/** Who is to be erased next, after somebody, or null. */
async function dueAfter(ctx: Context, { clocks, days, last }: Due): Promise<number | null> {
  const [due] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(isDueForErasure({ ...ctx, now: earlierOf(clocks) }, days), gt(people.id, last)))
    .orderBy(asc(people.id))
    .limit(1);
  return due?.id ?? null;
}
