import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, lte, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { byName } from "#db/by-name.ts";
import { guardianships, people, reviewConditions, reviews, services, teams, waivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { isActive } from "#lib/guardians/conditions.ts";
import { nextQuarter, quarterBounds, quarterOf } from "#lib/metrics/rules/quarter.ts";
import { inScope } from "#lib/metrics/scope.ts";
import { isRenewal } from "#lib/policies/conditions.ts";
import { openReview, owedConditions, pastDue } from "#lib/reviews/conditions.ts";
import { CAPABILITIES } from "#lib/reviews/rules/capabilities.ts";
import { GATE_WORDS, type GateId } from "#lib/reviews/rules/gates.ts";
import { dayIn, lastBefore } from "#lib/zoned-time.ts";
import type { About } from "./about.ts";

/** A letter names the worst; the rest is in the product. */
const MOST = 20;
/** How many there are of which a query reads the worst. */
const ALL = sql<number>`(count(*) over ())::int`;

/** The worst by name, and how many more there are. */
export type Worst<Row> = { named: Row[]; more: number };

function worstOf<Row extends { all: number }>(rows: readonly Row[]): Worst<Omit<Row, "all">> {
  const [first] = rows;
  return { named: rows.map(({ all: _, ...row }) => row), more: first ? first.all - rows.length : 0 };
}

/** High-risk services whose team has no active guardian. */
export async function uncoveredServices(ctx: Context, { scope }: About) {
  const active = ctx.db
    .select({ one: sql`1` })
    .from(guardianships)
    .where(and(eq(guardianships.teamId, services.teamId), isActive()));
  const rows = await ctx.db
    .select({ service: { id: services.id, name: services.name }, team: teams.name, all: ALL })
    .from(services)
    .innerJoin(teams, eq(teams.id, services.teamId))
    .where(and(eq(services.tier, "high"), inScope(scope, services.teamId), notExists(active)))
    .orderBy(byName(services.name))
    .limit(MOST);
  return worstOf(rows);
}

/** Reviews still open on a day their launch was asked for. */
export async function latelyOpen(ctx: Context, { scope }: About) {
  const rows = await ctx.db
    .select({
      reviewId: reviews.id,
      title: reviews.title,
      requestedOn: sql<string>`${reviews.requestedLaunchOn}`,
      all: ALL,
    })
    .from(reviews)
    .where(and(openReview(), inScope(scope, reviews.teamId), lt(reviews.requestedLaunchOn, ctx.day)))
    .orderBy(asc(reviews.requestedLaunchOn), asc(reviews.id))
    .limit(MOST);
  return worstOf(rows);
}

/** Conditions of approvals that are past their day and not verified. */
export async function overdueConditions(ctx: Context, { scope }: About) {
  const rows = await ctx.db
    .select({
      reviewId: reviews.id,
      title: reviews.title,
      text: reviewConditions.text,
      owner: people.name,
      dueOn: reviewConditions.dueOn,
      all: ALL,
    })
    .from(reviewConditions)
    .innerJoin(reviews, eq(reviews.id, reviewConditions.reviewId))
    .innerJoin(people, eq(people.id, reviewConditions.ownerId))
    .where(and(owedConditions(), pastDue(ctx.day), inScope(scope, reviews.teamId)))
    .orderBy(asc(reviewConditions.dueOn), asc(reviewConditions.id))
    .limit(MOST);
  return worstOf(rows);
}

/**
 * Waivers that were not renewed and have expired without being ended, or expire before the next quarter is over. Of a launched
 * change whose review is closed those that have not expired before the quarter; none of what was dropped, refused or cancelled.
 */
export async function waiversToRenew(ctx: Context, { scope, start, timeZone }: About) {
  const { end } = quarterBounds(nextQuarter(quarterOf(ctx.now, timeZone)), timeZone);
  const later = alias(waivers, "later");
  const renewal = ctx.db
    .select({ one: sql`1` })
    .from(later)
    .where(and(eq(later.reviewId, waivers.reviewId), eq(later.gate, waivers.gate), isRenewal("later", "waivers")));
  const rows = await ctx.db
    .select({
      reviewId: reviews.id,
      title: reviews.title,
      gate: waivers.gate,
      expiresOn: waivers.expiresOn,
      all: ALL,
    })
    .from(waivers)
    .innerJoin(reviews, eq(reviews.id, waivers.reviewId))
    .where(
      and(
        isNull(waivers.endedAt),
        notExists(renewal),
        lte(waivers.expiresOn, dayIn(lastBefore(end), timeZone)),
        or(
          inArray(reviews.state, [...CAPABILITIES.end_waiver.from]),
          and(isNotNull(reviews.launchedOn), gte(waivers.expiresOn, dayIn(start, timeZone))),
        ),
        inScope(scope, reviews.teamId),
      ),
    )
    .orderBy(asc(waivers.expiresOn), asc(waivers.id))
    .limit(MOST);
  const { named, more } = worstOf(rows);
  const told = named.map((row) => ({
    ...row,
    gate: GATE_WORDS[row.gate as GateId] ?? row.gate,
    expired: row.expiresOn < ctx.day,
  }));
  return { named: told, more };
}
