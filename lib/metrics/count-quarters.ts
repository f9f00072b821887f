import { and, eq, lt } from "drizzle-orm";
import { grantHolds } from "#db/conditions/people.ts";
import { countedQuarters, roleGrants } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import type { Context } from "#lib/context.ts";
import { lastEvent } from "#lib/events/until-recorded.ts";
import { keptQuarters, keyOf, write } from "./kept-quarters.ts";
import { computeMetrics } from "./metrics-of.ts";
import { type Asked, readQuery } from "./read-query.ts";
import { quarterBounds, quarterOf } from "./rules/quarter.ts";
import { type MetricsScope, metricsScope } from "./scope.ts";

/** Early in a quarter most events concern reviews of the previous quarter, so it is not recounted for each. */
const AGAIN_MS = 5 * 60_000;

/**
 * Counts ended quarters before anyone requests them: the program's and each leader's organisations' at the start of a
 * day, and the program's again after a fact changes. Returns the number of scopes; 0 if all are counted.
 */
export async function countQuarters(ctx: Context, { signal }: { signal?: AbortSignal } = {}): Promise<number> {
  const asked = await readQuery(ctx, {});
  let counted = 0;
  for (const scope of await scopesDue(ctx, asked)) {
    if (signal?.aborted) break;
    const ofScope = { ...asked, scope };
    await computeMetrics(ctx, ofScope, await keptQuarters(ctx, ofScope));
    counted += 1;
  }
  return counted;
}

/** The row for when an instance last began counting ahead. Anything in its place was counted since. */
const AHEAD = { name: "ahead", quarter: "", value: null };

/** Empty before anything has happened. One instance takes the scopes, and those it cannot count are not due again. */
async function scopesDue(ctx: Context, asked: Asked): Promise<MetricsScope[]> {
  const kept = await keptQuarters(ctx, asked);
  if (!kept || kept.rows.has(keyOf(AHEAD)) || (await lastEvent(ctx)) === null) return [];
  const { day, name } = countedQuarters;
  const [today] = await ctx.db
    .select({ day })
    .from(countedQuarters)
    .where(and(eq(name, AHEAD.name), eq(day, ctx.day)));
  const until = quarterBounds(quarterOf(ctx.now, asked.timeZone), asked.timeZone).start;
  const taken = await write(kept, [{ ...AHEAD, until }], new Date(ctx.now.getTime() - AGAIN_MS));
  if (taken === 0) return [];
  if (today) return [asked.scope];
  await transaction(ctx, ({ db }) => db.delete(countedQuarters).where(lt(day, ctx.day)));
  return [asked.scope, ...(await scopesOfLeaders(ctx))];
}

/** The scopes that leaders see first, each once. */
async function scopesOfLeaders(ctx: Context): Promise<MetricsScope[]> {
  const leaders = await ctx.db
    .selectDistinct({ id: roleGrants.personId })
    .from(roleGrants)
    .where(and(eq(roleGrants.role, "leader"), grantHolds(ctx.now)));
  const scopes = new Map<string, MetricsScope>();
  for (const { id } of leaders) {
    const actor = await loadActor(ctx.db, id, ctx.now);
    if (!actor) continue;
    const scope = await metricsScope({ ...ctx, actor });
    if (scope.teamIds !== null) scopes.set(JSON.stringify(scope.organisationIds), scope);
  }
  return [...scopes.values()];
}
