import { and, asc, desc, eq, lt, not, notExists, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { overdueFinding } from "#db/conditions/findings.ts";
import { isActive } from "#db/conditions/guardians.ts";
import { mayBeLive, openReview, owedConditions, pastDue, waiversStand, wasLaunched } from "#db/conditions/reviews.ts";
import { eligibleOn, isHighRisk, isInUse } from "#db/conditions/teams.ts";
import { rowsOf } from "#db/rows-of.ts";
import { findings, guardianships, people, reviewConditions, reviews, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ExceptionKind } from "#lib/exceptions/rules.ts";
import { nextQuarter, quarterBounds, quarterOf } from "#lib/metrics/rules/quarter.ts";
import { inScope } from "#lib/metrics/scope.ts";
import { whereGate } from "#lib/reviews/decisions/where-gate.ts";
import { waiversWithEnd } from "#lib/reviews/exceptions/ending-waivers.ts";
import { GATE_WORDS, type GateId } from "#lib/reviews/rules/gates.ts";
import { dayIn, lastBefore } from "#lib/zoned-time.ts";
import type { About } from "./about.ts";
import { ALL, MOST, type Worst, worstOf } from "./worst-of.ts";

/** High-risk services in use whose team should have a guardian and has no active one. */
export async function uncoveredServices(ctx: Context, { scope }: About) {
  const active = ctx.db
    .select({ one: sql`1` })
    .from(guardianships)
    .where(and(eq(guardianships.teamId, services.teamId), isActive()));
  const rows = await ctx.db
    .select({ service: { id: services.id, name: services.name }, team: teams.name, all: ALL })
    .from(services)
    .innerJoin(teams, and(eq(teams.id, services.teamId), eligibleOn(ctx.day)))
    .where(and(isHighRisk(), isInUse(), inScope(scope, services.teamId), notExists(active)))
    .orderBy(byName(services.name), asc(services.id))
    .limit(MOST);
  return worstOf(rows);
}

/**
 * Reviews still open past their requested launch day, for changes not launched. A review may be reopened after the
 * launch.
 */
export async function latelyOpen(ctx: Context, { scope }: About) {
  const rows = await ctx.db
    .select({
      reviewId: reviews.id,
      title: reviews.title,
      requestedOn: sql<string>`${reviews.requestedLaunchOn}`,
      all: ALL,
    })
    .from(reviews)
    .where(
      and(openReview(), not(wasLaunched()), inScope(scope, reviews.teamId), lt(reviews.requestedLaunchOn, ctx.day)),
    )
    .orderBy(asc(reviews.requestedLaunchOn), asc(reviews.id))
    .limit(MOST);
  return worstOf(rows);
}

/** Findings not fixed by their due day, for changes that are live or may still go live; escapes first. */
export async function overdueFindings(ctx: Context, { scope }: About) {
  const rows = await ctx.db
    .select({
      reviewId: reviews.id,
      title: findings.title,
      severity: findings.severity,
      escape: findings.escape,
      owner: people.name,
      dueOn: sql<string>`${findings.dueOn}`,
      all: ALL,
    })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .leftJoin(people, eq(people.id, findings.ownerId))
    .where(and(overdueFinding(ctx.day), mayBeLive(), inScope(scope, reviews.teamId)))
    .orderBy(desc(findings.escape), asc(findings.dueOn), asc(findings.id))
    .limit(MOST);
  return worstOf(rows);
}

/** Conditions of approvals that are past their due day and not verified. */
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

type EndingRow = {
  reviewId: number;
  title: string;
  kind: ExceptionKind;
  gate: GateId | null;
  about: string | null;
  expiresOn: string;
  expired: boolean;
};

/**
 * Waivers of unmet gates and of results, and accepted risks, that expired without being renewed or ended, or expire
 * before the next quarter is over. Launched changes with a closed review count only if not expired before the quarter;
 * dropped, refused or cancelled ones never count.
 */
export async function waiversToRenew(ctx: Context, { scope, start, timeZone }: About): Promise<Worst<EndingRow>> {
  const { end } = quarterBounds(nextQuarter(quarterOf(ctx.now, timeZone)), timeZone);
  const rows = await rowsOf<EndingRow>(
    ctx.db,
    sql`
    select e.review_id as "reviewId", ${reviews.title}, e.kind, e.gate, e.about, e.expires_on::text as "expiresOn",
      not e.holds as expired
    from ${waiversWithEnd(ctx.day)} e join ${reviews} on ${reviews.id} = e.review_id
    where e.expires_on <= ${dayIn(lastBefore(end), timeZone)}::date
      and (${waiversStand()}
        or (${wasLaunched()} and e.expires_on >= ${dayIn(start, timeZone)}::date))
      and ${inScope(scope, reviews.teamId)}
    order by e.expires_on, e.kind, e.id`,
  );
  const stand = await whereGate(
    ctx,
    rows,
    ({ gate, expired }) => gate && { id: gate, state: expired ? "unmet" : "waived" },
  );
  const worst = stand.slice(0, MOST);
  return {
    named: worst,
    more: stand.length - worst.length,
  };
}

type Waived = { kind: ExceptionKind; gate: GateId | null; about: string | null };

/** What is waived, in words; for a finding, its title. */
export function waivedWords({ kind, gate, about }: Waived): string {
  if (kind === "gate") return gate ? GATE_WORDS[gate] : "";
  return kind === "result" ? `A result in ${about}` : `“${about}”`;
}
