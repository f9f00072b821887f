import { and, asc, isNull, lte } from "drizzle-orm";
import { people } from "#db/schema/index.ts";
import { takeTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { programSettings } from "#lib/program/settings.ts";
import { erasePerson } from "./erase-person.ts";

const DAY = 24 * 60 * 60 * 1000;
/** More than these in one round wait for the next one. */
const MOST = 20;

/** Erases who left longer ago than the program keeps their names, and answers how many. Without a setting it is nobody. */
export async function eraseLeavers(ctx: Context): Promise<number> {
  ensure(may(ctx.actor, "leavers.erase", null));
  return transaction(ctx, async (ctx) => {
    const { eraseAfterDays } = await programSettings(ctx);
    if (eraseAfterDays === null || !(await takeTurn(ctx.db, "eraseLeavers"))) return 0;
    const before = new Date(ctx.now.getTime() - eraseAfterDays * DAY);
    const due = await ctx.db
      .select({ id: people.id })
      .from(people)
      .where(and(lte(people.deactivatedAt, before), isNull(people.erasedAt)))
      .orderBy(asc(people.id))
      .limit(MOST);
    for (const { id } of due) await erasePerson(ctx, { personId: id });
    return due.length;
  });
}
