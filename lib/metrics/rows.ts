import { and, desc, eq, lte, not, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { findingsKnown, foundInReview } from "#db/conditions/metrics.ts";
import { decisionFacts, isImported } from "#db/conditions/reviews.ts";
import { sliceOf } from "#db/paging.ts";
import { findings, people, reviews, teams } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { reviewRef } from "#lib/paths.ts";
import { openedAt } from "#lib/reviews/lifecycle/opened-at.ts";
import { isOpenElsewhere } from "#lib/reviews/rules/states.ts";
import { agesOf, backlogAt, openAt } from "./backlog-at.ts";
import { besideLeadTime } from "./beside-lead-time.ts";
import { ARM, comparedIn, decidedIn, foundOf, submittedIn, type Windows } from "./cohort.ts";
import { countedValues } from "./counted-values.ts";
import { escapesOfReview, ripeIn } from "./escapes.ts";
import { hadDocuments } from "./facts/computed-facts.ts";
import { countedGuardians } from "./figures/counted-guardians.ts";
import { eligibleTeams } from "./figures/coverage.ts";
import { hasFindingIn } from "./figures/found-early.ts";
import { type Frame, frameOf } from "./figures/frame.ts";
import { firstModels } from "./figures/models-by-author.ts";
import { isOfPastDay } from "./figures/people.ts";
import { figureOf } from "./figures-of.ts";
import { fourQuartersToday } from "./four-quarters.ts";
import { type MetricRowsAddress, metricRowsQuery } from "./input.ts";
import { issueRates } from "./issue-rates.ts";
import { keptQuarters } from "./kept-quarters.ts";
import { leadTimeByArm } from "./lead-time-by-arm.ts";
import type { MetricReview, MetricRows } from "./output.ts";
import { type Asked, knownAt, quarterWords, understood } from "./read-query.ts";
import { isFigure, METRIC_DEFINITIONS, type MetricId } from "./rules/definitions.ts";
import { knownUntil, quarterBounds } from "./rules/quarter.ts";
import { inScope, PROGRAM_SCOPE } from "./scope.ts";
import { mayNameTrained, trainingRows } from "./training.ts";

export const ROWS_PER_PAGE = 100;

const NO_ROWS = { total: 0, totalIsAtLeast: false, page: 1, pages: 1, counted: [], reviews: [] };

/**
 * The rows behind one metric of a quarter that this reader may see, latest first, in pages of 100. People behind
 * training are named only to their manager and the program's staff, not if fewer than five count, and never for a past
 * day. `query` as for `metricsOf`, with `page`.
 */
export async function metricRows(ctx: Context, metric: string, query: MetricRowsAddress): Promise<MetricRows> {
  const { page, ...address } = parse(metricRowsQuery, query);
  const definition = METRIC_DEFINITIONS.find(({ id }) => id === metric);
  if (!definition) throw new NotFound("The metric");
  const asked = await understood(ctx, address);
  const { id } = definition;
  const { words, scope, windows } = windowOf(ctx, asked, id);
  const head = {
    metric: definition,
    ...words,
    asOf: windows.asOf.toISOString(),
    isNow: asked.asOf === null,
    scope: { label: scope.label, organisation: scope.organisation, team: scope.team },
  };
  const kept = await keptQuarters(ctx, asked);
  const frame = frameOf(ctx, asked, kept);
  const figure = isFigure(id) ? await figureOf(ctx, id, frame) : null;
  const issues = id === "M4" ? await issueRates(ctx, asked) : null;
  const ended = OF_A_MOMENT.has(id) ? undefined : kept?.oldest;
  const endedAsOf = new Date(ended ?? windows.asOf).toISOString();
  const backlog = id === "M6" ? agesOf(await backlogAt(ctx, asked.scope, asked.asOf)) : null;
  const none = { people: null, teams: null, models: null, guardians: null, byArm: null, beside: null };
  const said = { ...head, endedAsOf, backlog, figure, issues, ...none };
  if (id === "M14") return { ...said, behind: "people", ...(await peopleBehind(ctx, asked)) };
  if (id === "M9") return { ...said, behind: "teams", ...(await teamsBehind(ctx, asked, page)) };
  if (id === "M11") return { ...said, behind: "models", ...(await modelsBehind(ctx, { ...asked, windows }, page)) };
  if (id === "M15" || id === "M16") {
    return { ...said, behind: "guardians", ...(await guardiansBehind(ctx, id, frame, page)) };
  }
  const counted = BEHIND[id];
  const behind = counted ? "reviews" : "nothing";
  const found = counted ? await reviewsBehind(ctx, { ...asked, scope, windows }, id, counted, page) : NO_ROWS;
  const byArm = id === "M1" || id === "M2" ? await leadTimeByArm(ctx, asked) : null;
  const beside = id === "M1" ? await besideLeadTime(ctx, asked) : null;
  return { ...said, behind, ...found, byArm, beside };
}

/** Metrics counted again at one moment, whichever quarters are stored. */
const OF_A_MOMENT: ReadonlySet<MetricId> = new Set(["M2", "M6"]);

/**
 * The scope and window of a number: a quarter of the requested scope. The guardian effect always covers the whole
 * program.
 */
function windowOf(ctx: Context, asked: Asked, id: MetricId) {
  const { quarter, timeZone, scope } = asked;
  const at = knownAt(ctx, asked);
  if (id === "M2") {
    const { windows, words } = fourQuartersToday(quarter, timeZone, at);
    return { scope: PROGRAM_SCOPE, windows, words: { from: words.from, quarter: words.to } };
  }
  const { start, end } = quarterBounds(quarter, timeZone);
  const one = id === "M6" ? null : quarterWords(quarter, timeZone, at);
  return { scope, windows: { edges: [start, end], asOf: at }, words: { from: one, quarter: one } };
}

/** The moment up to which a number counted at the end of a quarter includes facts. */
function lastMoment(ctx: Context, asked: Asked): Date {
  return knownUntil(quarterBounds(asked.quarter, asked.timeZone), knownAt(ctx, asked));
}

async function teamsBehind(ctx: Context, asked: Asked, page: number) {
  const at = { ...asked, moment: lastMoment(ctx, asked) };
  const { place, teams } = await eligibleTeams(ctx, at, { page, size: ROWS_PER_PAGE });
  return { ...NO_ROWS, ...place, teams };
}

async function modelsBehind(ctx: Context, asked: Quarterly, page: number) {
  const { place, models } = await firstModels(ctx, asked, { page, size: ROWS_PER_PAGE });
  return { ...NO_ROWS, ...place, models };
}

async function guardiansBehind(ctx: Context, id: "M15" | "M16", frame: Frame, page: number) {
  const { place, guardians } = await countedGuardians(ctx, id, frame, { page, size: ROWS_PER_PAGE });
  return { ...NO_ROWS, ...place, guardians };
}

async function peopleBehind(ctx: Context, asked: Asked) {
  if (isOfPastDay(asked)) return { ...NO_ROWS, people: null };
  const { timeZone, scope } = asked;
  const until = lastMoment(ctx, asked);
  if (!(await mayNameTrained(ctx, scope, until, timeZone))) return { ...NO_ROWS, people: null };
  const found = await trainingRows(ctx, scope, until, timeZone);
  return { ...NO_ROWS, total: found.length, people: found.length === 0 ? null : found };
}

async function reviewsBehind(ctx: Context, asked: Quarterly, id: MetricId, counted: Behind, wanted: number) {
  const condition = and(visibleReviews(ctx), counted(ctx, asked));
  const all = ctx.db.select({ id: reviews.id }).from(reviews).where(condition);
  const { place, offset } = await sliceOf(ctx.db, all, wanted, { size: ROWS_PER_PAGE });
  const opened = id === "M6" ? openedAt(ctx, asked.asOf) : sql<null>`null`;
  const rows = await reviewRows(ctx, condition, { offset, at: asked.windows.asOf, opened });
  const ids = rows.map(({ id }) => id);
  const { columns, of } = await countedValues(ctx, id, asked, ids);
  return { ...place, counted: columns, reviews: rows.map((row) => ({ ...row, counted: of(row.id) })) };
}

type Quarterly = Asked & { windows: Windows };
type Behind = (ctx: Context, asked: Quarterly) => SQL | undefined;

const COHORT: Behind = (_ctx, { scope, windows }) => submittedIn(scope, windows);
const OWN: Behind = (ctx, asked) => and(COHORT(ctx, asked), not(isImported()));
const KNOWN: Behind = (ctx, asked) => and(COHORT(ctx, asked), findingsKnown());
const DECIDED: Behind = (_ctx, { scope, windows }) => and(decidedIn(scope, windows), not(isImported()));

/** The reviews that each metric counts; null if it counts people, teams or models. */
const BEHIND: Record<MetricId, Behind | null> = {
  M1: COHORT,
  M2: (_ctx, { scope, windows }) => comparedIn(scope, windows),
  M3: KNOWN,
  M3b: OWN,
  M4: KNOWN,
  M5: (ctx, { scope, windows }) => and(inScope(scope, reviews.teamId), ripeIn(ctx, windows)),
  M6: (ctx, { scope, asOf }) => and(openAt(ctx, asOf), inScope(scope, reviews.teamId)),
  M7: OWN,
  M8: DECIDED,
  M9: null,
  M10: (ctx, asked) => and(OWN(ctx, asked), lte(reviews.firstDecidedAt, asked.windows.asOf)),
  M11: null,
  M12: null,
  M13: null,
  M14: null,
  M15: null,
  M16: null,
  M17: null,
  M18: null,
  M19: (ctx, asked) => and(OWN(ctx, asked), hadDocuments(asked.windows.asOf)),
  M20: OWN,
  M22: (ctx, { scope, windows }) => and(inScope(scope, reviews.teamId), hasFindingIn(ctx, windows)),
  M23: DECIDED,
};

/** `opened`: when a review was opened, for metrics that count from there. */
type Slice = { offset: number; at: Date; opened: SQL<Date | null> };

async function reviewRows(
  ctx: Context,
  condition: SQL | undefined,
  { offset, at, opened }: Slice,
): Promise<Omit<MetricReview, "counted">[]> {
  const guardian = alias(people, "guardian");
  const rows = await ctx.db
    .select({
      review: reviews,
      team: teams.name,
      guardian: guardian.name,
      ...decisionFacts(),
      arm: ARM,
      findings: foundOf(engineerFindings(ctx, at)),
      escapes: escapesOfReview(ctx, at),
      opened: opened.mapWith(reviews.firstSubmittedAt),
    })
    .from(reviews)
    .leftJoin(teams, eq(teams.id, reviews.teamId))
    .leftJoin(guardian, eq(guardian.id, reviews.guardianAtSubmitId))
    .where(condition)
    .orderBy(desc(reviews.firstSubmittedAt), desc(reviews.id))
    .limit(ROWS_PER_PAGE)
    .offset(offset);
  return rows.map(({ review, opened, ...rest }) => ({
    ...rest,
    id: review.id,
    ref: reviewRef(review.id),
    title: review.title,
    state: review.state,
    tier: review.tier,
    imported: review.importId !== null,
    elsewhere: isOpenElsewhere(review),
    ...timesOf(review, at),
    ...(opened ? { outcome: "open" as const, seconds: secondsBetween(opened, at) } : {}),
  }));
}

function engineerFindings(ctx: Context, at: Date): SQL<number> {
  const found = ctx.db
    .select({ n: sql`count(*)::int` })
    .from(findings)
    .where(and(eq(findings.reviewId, reviews.id), eq(findings.finder, "engineer"), foundInReview(at)));
  return sql<number>`${found}`;
}

/** A review's outcome at a moment, and how long it had taken. */
function timesOf(review: typeof reviews.$inferSelect, at: Date) {
  const then = (instant: Date | null) => (instant !== null && instant <= at ? instant : null);
  const submitted = review.firstSubmittedAt ?? at;
  const decided = then(review.firstDecidedAt);
  const cancelled = review.state === "cancelled" ? then(review.endedAt) : null;
  const seen = review.openElsewhereAt !== null && review.openElsewhereAt < at ? review.openElsewhereAt : at;
  const outcome: MetricReview["outcome"] = decided ? "decided" : cancelled ? "cancelled" : "open";
  return {
    submittedAt: submitted.toISOString(),
    decidedAt: decided?.toISOString() ?? null,
    outcome,
    seconds: secondsBetween(submitted, decided ?? cancelled ?? seen),
  };
}

function secondsBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 1000);
}
