import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { askedByGuardian, decisionFacts, wasLaunchedSince } from "#db/conditions/reviews.ts";
import { idIn } from "#db/id-in.ts";
import { sliceOf } from "#db/paging.ts";
import { people, reviews, services, teams } from "#db/schema/index.ts";
import { seesEverything } from "#lib/auth/policy.ts";
import { visibleReviewIds } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { reviewRef } from "#lib/paths.ts";
import type { Place } from "#lib/place.ts";
import { programSettings } from "#lib/program/settings.ts";
import { partsInEach } from "./change.ts";
import { gateFacts, standingColumns } from "./decisions/gate-facts.ts";
import type { ReviewPage, ReviewSummary } from "./output.ts";
import { filterCondition, orderOf } from "./queue/filter-condition.ts";
import { type ClockSettings, type Sla, type Span, slaOf } from "./rules/clocks.ts";
import { holdsAll, NAMED_PARTS, type ReviewFilter } from "./rules/filter.ts";
import { type GateFacts, gatesOf, policyVerdict } from "./rules/gates.ts";
import { moveOf } from "./rules/next-move.ts";
import type { ReviewParts } from "./rules/parts.ts";
import { isOpenElsewhere, turnOf } from "./rules/states.ts";

/** How many waiting reviews are ordered by due time; beyond this limit, the first submitted ones are taken. */
const MOST_DUE = 500;

/** One page of the reviews matching a filter that this actor may see, with gates and clocks. */
export async function listReviews(ctx: Context, filter: ReviewFilter): Promise<ReviewPage> {
  const condition = await heldBy(ctx, filter);
  const all = holdsAll(filter)
    ? visibleReviewIds(ctx)
    : ctx.db.select({ id: reviews.id }).from(reviews).where(condition);
  const { place, limit, offset } = await sliceOf(ctx.db, all, filter.page);
  if (filter.sort === "due" && offset < MOST_DUE) {
    const due = await clocksByDue(ctx, condition, MOST_DUE);
    const ids = due.slice(offset, offset + limit).map(({ id }) => id);
    const listed = await summariesWhere(ctx, idIn(reviews.id, ids));
    return { reviews: listed.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)), ...place };
  }
  const held = isFew(ctx, filter, place) ? foundFirst(condition) : foundInOrder(condition);
  const order = sql.join(orderOf(filter.sort), sql`, `);
  const ids = sql`select reviews.id from (${held}) as reviews order by ${order} limit ${limit} offset ${offset}`;
  const rows = await namedReviews(ctx, SUMMARISED, inArray(reviews.id, sql`(${ids})`)).orderBy(...orderOf(filter.sort));
  return { reviews: await summaries(ctx, rows), ...place };
}

/** Up to this many reviews of one service or person, or visible to someone, count as few. */
const FEW = 1_000;

/** Whether an index leads to the matches of a filter, and they are a small part of all reviews. */
function isFew({ actor }: Context, filter: ReviewFilter, { total }: Place): boolean {
  return total <= FEW && (!seesEverything(actor) || NAMED_PARTS.some((part) => filter[part] !== null));
}

/** For many matches: the database scans all reviews in the requested order until it has found a page of matches. */
function foundInOrder(condition: SQL | undefined): SQL {
  return sql`select * from reviews where ${condition ?? sql`true`}`;
}

/**
 * For few matches, where such a scan might never fill a page: `offset 0` makes the database find them before sorting.
 */
function foundFirst(condition: SQL | undefined): SQL {
  return sql`${foundInOrder(condition)} offset 0`;
}

export type Clock = { id: number; sla: Sla | null };

/**
 * The clocks of reviews: due first or overdue longest, then those without a running clock. With `most`, only the first
 * submitted ones. The condition must be scoped to the actor by the caller.
 */
export async function clocksByDue(ctx: Context, condition: SQL | undefined, most?: number): Promise<Clock[]> {
  const settings = await programSettings(ctx);
  const { id, state, tier, cycle, importId, firstResponseAt } = reviews;
  const held = ctx.db
    .select({ review: { id, state, tier, cycle, importId, firstResponseAt }, spans: spansOfReview() })
    .from(reviews)
    .where(condition)
    .orderBy(...orderOf("due"));
  const rows = await (most === undefined ? held : held.limit(most));
  const clocks = rows.map((row) => ({ id: row.review.id, sla: clockOf(row, ctx.now, settings) }));
  const dueAt = ({ sla }: Clock) => sla?.dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return clocks.sort((one, other) => (dueAt(one) === dueAt(other) ? 0 : dueAt(one) - dueAt(other)));
}

/** How many reviews match a filter. */
export async function countReviews(ctx: Context, filter: ReviewFilter): Promise<number> {
  const [counted] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(reviews)
    .where(await heldBy(ctx, filter));
  return counted?.n ?? 0;
}

/**
 * The condition for exactly the reviews a filter shows. A review is ready to decide if no gate is unmet and this actor
 * may decide.
 */
export async function heldBy(ctx: Context, filter: ReviewFilter): Promise<SQL | undefined> {
  const condition = await filterCondition(ctx, filter);
  if (filter.tab !== "ready") return condition;
  const mine = await summariesWhere(ctx, condition);
  const ready = mine.filter(({ move }) => move === "decide");
  return idIn(
    reviews.id,
    ready.map(({ id }) => id),
  );
}

/** Summaries of the reviews matching a condition. The condition must be scoped to the actor by the caller. */
export async function summariesWhere(ctx: Context, condition: SQL | undefined): Promise<ReviewSummary[]> {
  return summaries(ctx, await namedReviews(ctx, SUMMARISED, condition));
}

async function summaries(ctx: Context, rows: readonly NamedReview[]): Promise<ReviewSummary[]> {
  if (rows.length === 0) return [];
  const parts = await partsInEach(
    ctx,
    rows.map(({ review }) => review),
  );
  const facts = await gateFacts(ctx, rows, parts);
  const settings = await programSettings(ctx);
  return rows.map((row) => {
    const { id } = row.review;
    return summaryOf(ctx, row, { facts: facts.get(id), parts: parts.get(id), settings });
  });
}

/** The columns behind a review's summary, gates and roles; most of the table. */
const SUMMARISED = {
  id: reviews.id,
  title: reviews.title,
  type: reviews.type,
  state: reviews.state,
  sequence: reviews.sequence,
  cycle: reviews.cycle,
  intake: reviews.intake,
  tier: reviews.tier,
  threatModelVersionId: reviews.threatModelVersionId,
  requestedLaunchOn: reviews.requestedLaunchOn,
  launchedOn: reviews.launchedOn,
  currentRevision: reviews.currentRevision,
  createdAt: reviews.createdAt,
  updatedAt: reviews.updatedAt,
  firstSubmittedAt: reviews.firstSubmittedAt,
  firstResponseAt: reviews.firstResponseAt,
  firstDecidedAt: reviews.firstDecidedAt,
  decidedAt: reviews.decidedAt,
  endedAt: reviews.endedAt,
  importId: reviews.importId,
  openElsewhereAt: reviews.openElsewhereAt,
  requesterId: reviews.requesterId,
  guardianId: reviews.guardianId,
  reviewerId: reviews.reviewerId,
  riskOwnerId: reviews.riskOwnerId,
};

type NamedReview = Awaited<ReturnType<typeof namedReviews<typeof SUMMARISED>>>[number];

/**
 * These review columns with the names they reference, the spans of their states, and what their gates read from other
 * tables. The condition must be scoped to the actor by the caller.
 */
export function namedReviews<Columns extends typeof SUMMARISED>(
  ctx: Context,
  columns: Columns,
  condition: SQL | undefined,
) {
  const requester = alias(people, "requester");
  const guardian = alias(people, "guardian");
  const reviewer = alias(people, "reviewer");
  return ctx.db
    .select({
      review: columns,
      spans: spansOfReview(),
      ...decisionFacts(),
      askedByGuardian: askedByGuardian(),
      launchedSince: wasLaunchedSince(),
      standing: standingColumns(ctx),
      service: { id: services.id, name: services.name },
      team: { id: teams.id, name: teams.name },
      requester: { id: requester.id, name: requester.name },
      guardian: { id: guardian.id, name: guardian.name },
      reviewer: { id: reviewer.id, name: reviewer.name },
    })
    .from(reviews)
    .leftJoin(services, eq(services.id, reviews.serviceId))
    .leftJoin(teams, eq(teams.id, reviews.teamId))
    .leftJoin(requester, eq(requester.id, reviews.requesterId))
    .leftJoin(guardian, eq(guardian.id, reviews.guardianId))
    .leftJoin(reviewer, eq(reviewer.id, reviews.reviewerId))
    .where(condition);
}

type Standing = { facts: GateFacts | undefined; parts: ReviewParts | undefined; settings: ClockSettings };

/** A review as lists show it to this actor, built from its query row. */
export function summaryOf(
  { actor, now }: Context,
  row: NamedReview,
  { facts, parts, settings }: Standing,
): ReviewSummary {
  const { review, service, team, requester, guardian, reviewer } = row;
  const { id, title, type, state, tier, sequence, requestedLaunchOn, launchedOn } = review;
  const elsewhere = isOpenElsewhere(review);
  const sla = clockOf(row, now, settings);
  const gates = facts ? gatesOf(facts) : [];
  return {
    id,
    ref: reviewRef(id),
    title,
    type,
    state,
    turn: elsewhere ? ("nobody" as const) : turnOf(state),
    move: parts ? moveOf(actor, { ...parts, askedByGuardian: row.askedByGuardian }, gates) : null,
    tier,
    sequence,
    revision: review.currentRevision,
    requestedLaunchOn,
    launchedOn,
    launchedSince: row.launchedSince,
    createdAt: review.createdAt.toISOString(),
    updatedAt: review.updatedAt.toISOString(),
    firstSubmittedAt: iso(review.firstSubmittedAt),
    firstDecidedAt: iso(review.firstDecidedAt),
    decidedAt: iso(review.decidedAt),
    endedAt: iso(review.endedAt),
    onWaivers: row.onWaivers,
    stale: row.stale,
    imported: review.importId !== null,
    openElsewhereAt: elsewhere ? iso(review.openElsewhereAt) : null,
    service,
    team,
    requester,
    guardian,
    reviewer,
    gates,
    policies: facts && !facts.decidedElsewhere ? policyVerdict(facts) : null,
    sla: sla && { ...sla, dueAt: iso(sla.dueAt) },
  };
}

type Clocked = {
  review: Pick<NamedReview["review"], "state" | "tier" | "cycle" | "importId" | "firstResponseAt">;
  spans: Span[];
};

/** A review's SLA clock; null for an imported review, until it is reopened here. */
function clockOf(
  { review: { state, tier, cycle, importId, firstResponseAt }, spans }: Clocked,
  now: Date,
  settings: ClockSettings,
): Sla | null {
  if (importId !== null && cycle === 1) return null;
  return slaOf({ state, tier: tier ?? "low", spans, firstResponseAt }, now, settings);
}

/**
 * Aggregated into one value per enclosing row of `reviews`: a page has some hundred spans, and a row costs more than a
 * date.
 */
function spansOfReview(): SQL<Span[]> {
  const spans = sql<[Span["state"], number, number | null][]>`(select coalesce(json_agg(json_build_array(state,
      floor(extract(epoch from from_at) * 1000), floor(extract(epoch from to_at) * 1000)) order by id), '[]')
    from review_states where review_states.review_id = reviews.id)`;
  return spans.mapWith((listed: [Span["state"], number, number | null][]) =>
    listed.map(([state, from, to]) => ({ state, from: new Date(from), to: to === null ? null : new Date(to) })),
  );
}

export function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
