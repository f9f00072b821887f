import { and, eq, lte, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { byName } from "#db/by-name.ts";
import { findings, reviews, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { countedFinding } from "#lib/findings/conditions.ts";
import { cohortCounts, findingsByReview, submittedIn, type Windows } from "./cohort.ts";
import { findingsKnown } from "./conditions.ts";
import type { IssueRates } from "./output.ts";
import { type Asked, knownAt } from "./read-query.ts";
import { rateFigure } from "./rules/figure.ts";
import { naturalLimits } from "./rules/natural-limits.ts";
import { quantile } from "./rules/quantile.ts";
import { monthsUpTo, quarterBounds } from "./rules/quarter.ts";
import { PROGRAM_SCOPE } from "./scope.ts";

const MONTHS = 24;

/** M4 below its quarter: each team of the scope by its number of reviews, and the program month by month since its first review. */
export async function issueRates(ctx: Context, asked: Asked): Promise<IssueRates> {
  const asOf = knownAt(ctx, asked);
  return { teams: await ratesByTeam(ctx, asked, asOf), ...(await ratesByMonth(ctx, asked, asOf)) };
}

async function ratesByTeam(
  ctx: Context,
  { quarter, timeZone, scope }: Asked,
  asOf: Date,
): Promise<IssueRates["teams"]> {
  const { start, end } = quarterBounds(quarter, timeZone);
  const windows = { edges: [start, end], asOf };
  const found = findingsByReview(ctx, windows);
  const count = sql<number>`coalesce(sum(coalesce(${found.engineer}, 0) + coalesce(${reviews.importedFindings}, 0)), 0)::int`;
  const rows = await ctx.db
    .select({ id: teams.id, name: teams.name, n: sql<number>`count(*)::int`, found: count })
    .from(reviews)
    .innerJoin(teams, eq(teams.id, reviews.teamId))
    .leftJoin(found, eq(found.reviewId, reviews.id))
    .where(and(submittedIn(scope, windows), findingsKnown()))
    .groupBy(teams.id, teams.name)
    .orderBy(sql`3 desc`, byName(teams.name));
  const known = await classesByTeam(ctx, windows);
  return rows.map(({ id, name, n, found }) => {
    const { value, low, high } = rateFigure(found, n);
    const { classed = 0, repeated = 0, fixes = [] } = known.find(({ team }) => team === id) ?? {};
    return { team: { id, name }, n, found, rate: value, low, high, classed, repeated, fix: quantile(fixes, 0.5) };
  });
}

/** Of each team, its findings of the quarter with a class, those of a class that it had in an earlier review, and how long fixes took. */
async function classesByTeam(ctx: Context, windows: Windows) {
  const [earlier, before] = [alias(findings, "earlier"), alias(reviews, "before")];
  const again = ctx.db
    .select({ one: sql`1` })
    .from(earlier)
    .innerJoin(before, eq(before.id, earlier.reviewId))
    .where(
      and(
        eq(before.teamId, reviews.teamId),
        eq(earlier.cwe, findings.cwe),
        sql`${earlier.state} <> 'invalid'`,
        sql`${earlier.reviewId} <> ${findings.reviewId}`,
        sql`${earlier.createdAt} < ${findings.createdAt}`,
      ),
    );
  return ctx.db
    .select({
      team: reviews.teamId,
      classed: sql<number>`count(${findings.cwe})::int`,
      repeated: sql<number>`(count(*) filter (where exists (${again})))::int`,
      fixes: sql<number[]>`coalesce(json_agg(date_part('epoch', ${findings.fixedAt} - ${findings.createdAt}))
        filter (where ${findings.fixedAt} is not null), '[]')`,
    })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .where(
      and(
        submittedIn(PROGRAM_SCOPE, windows),
        eq(findings.finder, "engineer"),
        lte(findings.createdAt, windows.asOf),
        countedFinding(),
      ),
    )
    .groupBy(reviews.teamId);
}

async function ratesByMonth(ctx: Context, { quarter, timeZone }: Asked, asOf: Date) {
  const months = monthsUpTo(quarter, MONTHS, timeZone).filter(({ start }) => start <= asOf);
  const edges = [...months.map(({ start }) => start), ...months.slice(-1).map(({ end }) => end)];
  const counts = await cohortCounts(ctx, PROGRAM_SCOPE, { edges, asOf });
  const rates = months.map(({ key, end }, index) => {
    const { engineer = 0, known = 0 } = counts[index] ?? {};
    return {
      month: key,
      n: known,
      found: engineer,
      rate: known === 0 ? null : engineer / known,
      inProgress: asOf < end,
    };
  });
  const limits = naturalLimits(rates.filter(({ inProgress }) => !inProgress).flatMap(({ rate }) => rate ?? []));
  const first = rates.findIndex(({ n }) => n > 0);
  return { months: first === -1 ? [] : rates.slice(first), limits };
}
