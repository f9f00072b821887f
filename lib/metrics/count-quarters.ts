import { and, eq } from "drizzle-orm";
import { grantHolds } from "#db/conditions/people.ts";
import { roleGrants } from "#db/schema/index.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import type { Context } from "#lib/context.ts";
import { type KeptQuarters, keptQuarters } from "./kept-quarters.ts";
import { computeMetrics } from "./metrics-of.ts";
import { readQuery } from "./read-query.ts";
import { type MetricsScope, metricsScope } from "./scope.ts";

/** At the begin of a quarter most of what happens is to reviews of the one before: it is not counted anew for each. */
const AGAIN_MS = 5 * 60_000;

/**
 * Counts the numbers of quarters that are over before somebody asks for them: as a day begins the program's and those of each leader's
 * organisations, and the program's again when a fact of one of them has changed. Answers for how many scopes; for none where all is
 * counted.
 */
export async function countQuarters(ctx: Context, { signal }: { signal?: AbortSignal } = {}): Promise<number> {
  const asked = await readQuery(ctx, {});
  const kept = await keptQuarters(ctx, asked);
  if (!kept) return 0;
  const scopes = await scopesDue(ctx, asked.scope, kept);
  let counted = 0;
  for (const scope of scopes) {
    if (signal?.aborted) break;
    await computeMetrics(ctx, { ...asked, scope }, await keptQuarters(ctx, asked));
    counted += 1;
  }
  return counted;
}

/** Nothing is, before anything has happened. What is said to be due once is not said again, even if it can not be counted. */
async function scopesDue(ctx: Context, program: MetricsScope, kept: KeptQuarters): Promise<MetricsScope[]> {
  const { store, day, turn, at } = kept;
  const { last, counted } = store;
  if (last === null) return [];
  const isNewDay = counted?.day !== day;
  if (!isNewDay && (counted.turn === turn || at - counted.at < AGAIN_MS)) return [];
  store.counted = { day, turn, at };
  return isNewDay ? [program, ...(await scopesOfLeaders(ctx))] : [program];
}

/** What leaders see first, each scope once. */
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
