import { asc } from "drizzle-orm";
import { people } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { programSettings } from "#lib/program/settings.ts";
import { isDueForErasure } from "./conditions.ts";
import { erasePerson } from "./erase-person.ts";

/** More than these in one round wait for the next one. */
const MOST = 20;

/** Erases who left longer ago than the program keeps their names, and answers how many. Without a setting it is nobody. */
export async function eraseLeavers(ctx: Context): Promise<number> {
  ensure(may(ctx.actor, "leavers.erase", null));
  const due = await dueNow(ctx);
  const failed: unknown[] = [];
  // Each by itself: somebody who can not be erased keeps nobody else from it.
  for (const personId of due) await erasePerson(ctx, { personId }).catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
  return due.length;
}

async function dueNow(ctx: Context): Promise<number[]> {
  const { eraseAfterDays } = await programSettings(ctx);
  if (eraseAfterDays === null) return [];
  const due = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(isDueForErasure(ctx, eraseAfterDays))
    .orderBy(asc(people.id))
    .limit(MOST);
  return due.map(({ id }) => id);
}
