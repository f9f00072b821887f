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
import { isDueForErasure } from "./conditions.ts";
import { erasePerson } from "./erase-person.ts";
import { type Clocks, earlierOf, whyNotByClock } from "./rules/trusted-clock.ts";

/** More than these in one round wait for the next one. */
const MOST = 20;

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

/** Each by itself: somebody who can not be erased keeps nobody else from it. */
async function eraseDue(ctx: Context, { clocks, days }: { clocks: Clocks; days: number }): Promise<number> {
  const failed: unknown[] = [];
  let erased = 0;
  let last: number | null = 0;
  for (let tried = 0; tried < MOST && last !== null; tried += 1) {
    last = await transaction(ctx, async (ctx) => {
      if (!(await takeTurn(ctx.db, "eraseLeavers"))) return null;
      const personId = await dueAfter(ctx, { clocks, days, last: last ?? 0 });
      if (personId === null) return null;
      await erasePerson(ctx, { personId }).then(
        () => (erased += 1),
        (error: unknown) => failed.push(error),
      );
      return personId;
    });
  }
  if (failed.length > 0) throw failed[0];
  return erased;
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
