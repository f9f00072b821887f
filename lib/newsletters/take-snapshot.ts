import { and, eq, gte, inArray, isNotNull, isNull, lt, lte, ne, type SQL, sql } from "drizzle-orm";
import {
  beltAwards,
  guardianMoves,
  guardianships,
  organisations,
  people,
  reviewConditions,
  reviews,
  services,
  teams,
  waivers,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { computeMetrics } from "#lib/metrics/metrics-of.ts";
import { begun } from "#lib/metrics/read-query.ts";
import { nextQuarter, parseQuarter, quarterBounds } from "#lib/metrics/rules/quarter.ts";
import { inScope, type MetricsScope, metricsScope } from "#lib/metrics/scope.ts";
import { reviewRef } from "#lib/paths.ts";
import { programSettings } from "#lib/program/settings.ts";
import { guardianInvolved } from "#lib/reviews/involvement.ts";
import type { Snapshot } from "./rules.ts";

type Window = { start: Date; end: Date };

/** The numbers of an organisation's quarter as they are now, for a letter to freeze. The caller has asked the gate. */
export async function takeSnapshot(ctx: Context, organisationId: number, quarterKey: string): Promise<Snapshot> {
  const { timeZone } = await programSettings(ctx);
  const quarter = begun(ctx, parseQuarter(quarterKey) ?? undefined, timeZone);
  const scope = await metricsScope(ctx, { organisationId });
  const window = quarterBounds(quarter, timeZone);
  const next = quarterBounds(nextQuarter(quarter), timeZone);
  const {
    quarter: words,
    asOf,
    leadTime,
    findings,
    backlog,
    involvement,
    training,
    noFeed,
  } = await computeMetrics(ctx, { quarter, timeZone, scope }, ctx.now);
  return {
    organisation: await organisationNamed(ctx, organisationId),
    quarter: words,
    asOf,
    metrics: { leadTime, findings, backlog, involvement, training, noFeed },
    guardians: await credits(ctx, scope, window),
    belts: await beltsAwarded(ctx, scope, window),
    uncovered: await uncovered(ctx, scope),
    overdueConditions: await overdueConditions(ctx, scope),
    endingWaivers: await endingWaivers(ctx, scope, next),
    joined: await movers(ctx, scope, window, "active"),
    left: await movers(ctx, scope, window, "alumni"),
    leftOut: await leftOut(ctx, scope, window),
  };
}

async function organisationNamed(ctx: Context, id: number): Promise<Snapshot["organisation"]> {
  const [row] = await ctx.db
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(eq(organisations.id, id));
  if (!row) throw new NotFound("The organisation");
  return row;
}

/** Credit by act in the reviews decided in the window, with the impact that was recorded. */
async function credits(ctx: Context, scope: MetricsScope, { start, end }: Window): Promise<Snapshot["guardians"]> {
  const fixed = sql<number>`(select count(*) from findings f where f.review_id = ${reviews.id} and f.blocking
    and f.state = 'verified' and f.settled_at <= ${reviews.firstDecidedAt})`;
  const repaired = sql<number>`(select count(*) from check_runs bad where bad.review_id = ${reviews.id} and bad.verdict = 'fail'
    and exists (select 1 from check_runs good where good.review_id = bad.review_id and good.verdict = 'pass' and good.revision > bad.revision))`;
  return ctx.db
    .select({
      personId: people.id,
      name: people.name,
      team: sql<string>`min(${teams.name})`,
      reviews: sql<number>`count(*)::int`,
      blockingFixed: sql<number>`sum(${fixed})::int`,
      checksRepaired: sql<number>`sum(${repaired})::int`,
    })
    .from(reviews)
    .innerJoin(people, eq(people.id, reviews.guardianAtSubmitId))
    .innerJoin(teams, eq(teams.id, reviews.teamId))
    .where(
      and(
        inScope(scope, reviews.teamId),
        gte(reviews.firstDecidedAt, start),
        lt(reviews.firstDecidedAt, end),
        guardianInvolved(ctx),
      ),
    )
    .groupBy(people.id)
    .orderBy(sql`count(*) desc`, sql`lower(${people.name}) collate "C"`);
}

async function beltsAwarded(ctx: Context, scope: MetricsScope, { start, end }: Window): Promise<Snapshot["belts"]> {
  const rows = await ctx.db
    .selectDistinct({ id: beltAwards.id, name: people.name, belt: beltAwards.belt, at: beltAwards.awardedAt })
    .from(beltAwards)
    .innerJoin(people, eq(people.id, beltAwards.personId))
    .innerJoin(guardianships, eq(guardianships.personId, people.id))
    .where(
      and(
        inScope(scope, guardianships.teamId),
        gte(beltAwards.awardedAt, start),
        lt(beltAwards.awardedAt, end),
        isNull(beltAwards.revokedAt),
      ),
    )
    .orderBy(beltAwards.id);
  return rows.map(({ name, belt, at }) => ({ name, belt, on: at.toISOString().slice(0, 10) }));
}

/** High-risk services whose team has no active guardian. */
async function uncovered(ctx: Context, scope: MetricsScope): Promise<Snapshot["uncovered"]> {
  const active = sql`exists (select 1 from guardianships g where g.team_id = ${services.teamId} and g.state = 'active')`;
  return ctx.db
    .select({ service: services.name, team: teams.name })
    .from(services)
    .innerJoin(teams, eq(teams.id, services.teamId))
    .where(and(inScope(scope, services.teamId), eq(services.tier, "high"), sql`not ${active}`))
    .orderBy(sql`lower(${services.name}) collate "C"`);
}

async function overdueConditions(ctx: Context, scope: MetricsScope): Promise<Snapshot["overdueConditions"]> {
  const rows = await ctx.db
    .select({ id: reviews.id, text: reviewConditions.text, dueOn: reviewConditions.dueOn })
    .from(reviewConditions)
    .innerJoin(reviews, eq(reviews.id, reviewConditions.reviewId))
    .where(
      and(
        inScope(scope, reviews.teamId),
        isNull(reviewConditions.verifiedAt),
        lt(reviewConditions.dueOn, ctx.now.toISOString().slice(0, 10)),
      ),
    )
    .orderBy(reviewConditions.dueOn, reviewConditions.id);
  return rows.map(({ id, ...condition }) => ({ review: reviewRef(id), ...condition }));
}

async function endingWaivers(ctx: Context, scope: MetricsScope, next: Window): Promise<Snapshot["endingWaivers"]> {
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const rows = await ctx.db
    .select({ id: reviews.id, gate: waivers.gate, expiresOn: waivers.expiresOn })
    .from(waivers)
    .innerJoin(reviews, eq(reviews.id, waivers.reviewId))
    .where(
      and(
        inScope(scope, reviews.teamId),
        isNull(waivers.endedAt),
        gte(waivers.expiresOn, day(next.start)),
        lte(waivers.expiresOn, day(next.end)),
      ),
    )
    .orderBy(waivers.expiresOn, waivers.id);
  return rows.map(({ id, ...waiver }) => ({ review: reviewRef(id), ...waiver }));
}

async function movers(
  ctx: Context,
  scope: MetricsScope,
  { start, end }: Window,
  to: "active" | "alumni",
): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ name: people.name })
    .from(guardianMoves)
    .innerJoin(guardianships, eq(guardianships.id, guardianMoves.guardianshipId))
    .innerJoin(people, eq(people.id, guardianships.personId))
    .where(
      and(
        inScope(scope, guardianships.teamId),
        eq(guardianMoves.toState, to),
        ne(sql`coalesce(${guardianMoves.fromState}, '')`, "paused"),
        gte(guardianMoves.at, start),
        lt(guardianMoves.at, end),
      ),
    );
  return rows.map(({ name }) => name).sort();
}

async function leftOut(ctx: Context, scope: MetricsScope, { start, end }: Window): Promise<Snapshot["leftOut"]> {
  const count = async (condition: SQL | undefined) => {
    const [row] = await ctx.db
      .select({ n: sql<number>`count(*)::int` })
      .from(reviews)
      .where(and(inScope(scope, reviews.teamId), condition));
    return row?.n ?? 0;
  };
  const inWindow = and(gte(reviews.firstSubmittedAt, start), lt(reviews.firstSubmittedAt, end));
  return {
    imported: await count(and(inWindow, isNotNull(reviews.importId))),
    drafts: await count(inArray(reviews.state, ["draft"])),
  };
}
