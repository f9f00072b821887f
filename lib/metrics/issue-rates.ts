import { and, eq, lte, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { fixedFinding, validFinding } from "#db/conditions/findings.ts";
import { foundInReview, knownInFacts } from "#db/conditions/metrics.ts";
import { rowsOf } from "#db/rows-of.ts";
import { findings, reviewFacts, reviews, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { cohortCounts, FOUND, submittedIn, type Windows } from "./cohort.ts";
import { type Facts, factsOf } from "./facts/facts-of.ts";
import type { IssueRates } from "./output.ts";
import { type Asked, knownAt } from "./read-query.ts";
import { rateFigure } from "./rules/figure.ts";
import { naturalLimits } from "./rules/natural-limits.ts";
import { quantile } from "./rules/quantile.ts";
import { isOver, monthsUpTo, quarterBounds } from "./rules/quarter.ts";
import { inScope, type MetricsScope, PROGRAM_SCOPE } from "./scope.ts";

const MONTHS = 24;

/**
 * M4 detail below its quarter: each team of the scope with its review count, and the program month by month since its
 * first review.
 */
export async function issueRates(ctx: Context, asked: Asked): Promise<IssueRates> {
  const asOf = knownAt(ctx, asked);
  const facts = factsOf(ctx);
  return { teams: await ratesByTeam(ctx, facts, asked, asOf), ...(await ratesByMonth(ctx, facts, asked, asOf)) };
}

async function ratesByTeam(
  ctx: Context,
  facts: Facts,
  { quarter, timeZone, scope }: Asked,
  asOf: Date,
): Promise<IssueRates["teams"]> {
  const { start, end } = quarterBounds(quarter, timeZone);
  const windows = { edges: [start, end], asOf };
  const rows = await ctx.db
    .select({ id: teams.id, name: teams.name, n: sql<number>`count(*)::int`, found: sql<number>`sum(${FOUND})::int` })
    .from(await facts(windows))
    .innerJoin(teams, eq(teams.id, reviewFacts.teamId))
    .where(and(submittedIn(scope, windows, reviewFacts), knownInFacts()))
    .groupBy(teams.id, teams.name)
    .orderBy(sql`3 desc`, byName(teams.name));
  const known = await classesByTeam(ctx, scope, windows);
  return rows.map(({ id, name, n, found }) => {
    const { value, low, high } = rateFigure(found, n);
    const { classed = 0, repeated = 0, fixed = 0, fixes = [] } = known.find(({ team }) => team === id) ?? {};
    return {
      team: { id, name },
      n,
      found,
      rate: value,
      low,
      high,
      classed,
      repeated,
      fixed,
      fix: quantile(fixes, 0.5),
    };
  });
}

type TeamClasses = { team: number; classed: number; repeated: number; fixed: number; fixes: number[] };

/**
 * For each team: its findings of the quarter with a class, those whose class it had in an earlier review, and how long
 * the completed fixes took.
 */
async function classesByTeam(ctx: Context, scope: MetricsScope, windows: Windows): Promise<TeamClasses[]> {
  const isFixed = and(fixedFinding(), lte(findings.fixedAt, windows.asOf));
  return rowsOf<TeamClasses>(
    ctx.db,
    sql`
    with met as (
      select ${reviews.teamId} as team, ${findings.cwe} as cwe, ${findings.reviewId} as review, min(${findings.createdAt}) as at
      from ${findings} join ${reviews} on ${reviews.id} = ${findings.reviewId}
      where ${inScope(scope, reviews.teamId)} and ${findings.cwe} is not null and ${validFinding()}
      group by 1, 2, 3
    ), first as (
      select team, cwe, review, at, row_number() over (partition by team, cwe order by at, review) as place from met
    )
    select ${reviews.teamId} as team, count(${findings.cwe})::int as classed,
      (count(*) filter (where first.at < ${findings.createdAt} and first.review <> ${findings.reviewId}))::int as repeated,
      (count(*) filter (where ${isFixed}))::int as fixed,
      coalesce(json_agg(date_part('epoch', ${findings.fixedAt} - ${findings.createdAt})) filter (where ${isFixed}), '[]') as fixes
    from ${findings}
    join ${reviews} on ${reviews.id} = ${findings.reviewId}
    left join first on first.team = ${reviews.teamId} and first.cwe = ${findings.cwe} and first.place = 1
    where ${and(submittedIn(scope, windows), eq(findings.finder, "engineer"), foundInReview(windows.asOf))}
    group by 1`,
  );
}

async function ratesByMonth(ctx: Context, facts: Facts, { quarter, timeZone }: Asked, asOf: Date) {
  const months = monthsUpTo(quarter, MONTHS, timeZone).filter(({ start }) => start < asOf);
  const edges = [...months.map(({ start }) => start), ...months.slice(-1).map(({ end }) => end)];
  const counts = await cohortCounts(ctx, facts, PROGRAM_SCOPE, { edges, asOf });
  const rates = months.map(({ key, end }, index) => {
    const { engineer = 0, known = 0, open = 0 } = counts[index] ?? {};
    return {
      month: key,
      n: known,
      found: engineer,
      rate: known === 0 ? null : engineer / known,
      open,
      inProgress: !isOver({ end }, asOf),
    };
  });
  const limits = naturalLimits(rates.filter(({ inProgress }) => !inProgress).flatMap(({ rate }) => rate ?? []));
  const first = rates.findIndex(({ n }) => n > 0);
  return { months: first === -1 ? [] : rates.slice(first), limits };
}
