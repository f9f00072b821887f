import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { people, reviewStates, reviews, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { reviewRef } from "#lib/paths.ts";
import { programSettings } from "#lib/program/settings.ts";
import type { ReviewRow } from "./change.ts";
import { filterCondition, orderOf } from "./filter-condition.ts";
import { gateFacts } from "./gate-facts.ts";
import type { ReviewPage, ReviewSummary } from "./output.ts";
import { type Span, slaOf } from "./rules/clocks.ts";
import { PAGE_SIZE, type ReviewFilter } from "./rules/filter.ts";
import { gatesOf } from "./rules/gates.ts";
import { turnOf } from "./rules.ts";

/** One page of the reviews that a filter holds and this actor may see, with gates and clocks. */
export async function listReviews(ctx: Context, filter: ReviewFilter): Promise<ReviewPage> {
  const condition = filterCondition(ctx, filter);
  const [counted] = await ctx.db.select({ n: sql<number>`count(*)::int` }).from(reviews).where(condition);
  const total = counted?.n ?? 0;
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(filter.page, pages);
  const ids = await ctx.db
    .select({ id: reviews.id })
    .from(reviews)
    .where(condition)
    .orderBy(...orderOf(filter.sort))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE);
  const found = ids.map(({ id }) => id);
  const summaries = await summariesWhere(ctx, found.length > 0 ? inArray(reviews.id, found) : sql`false`);
  const order = new Map(found.map((id, index) => [id, index]));
  summaries.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  return { reviews: summaries, total, page, pages };
}

/** How many reviews a filter holds. */
export async function countReviews(ctx: Context, filter: ReviewFilter): Promise<number> {
  const [counted] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(reviews)
    .where(filterCondition(ctx, filter));
  return counted?.n ?? 0;
}

/**
 * Summaries of the reviews a condition holds. The condition must be scoped to the actor by the caller. `dependenceOf` says why
 * a reviewer is not independent, where the caller knows.
 */
export async function summariesWhere(
  ctx: Context,
  condition: SQL | undefined,
  dependenceOf?: (row: ReviewRow) => string | null,
): Promise<ReviewSummary[]> {
  const requester = alias(people, "requester");
  const guardian = alias(people, "guardian");
  const reviewer = alias(people, "reviewer");
  const rows = await ctx.db
    .select({
      review: reviews,
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
  if (rows.length === 0) return [];
  const all = rows.map(({ review }) => review);
  const facts = await gateFacts(ctx, all, dependenceOf);
  const spans = await spansOf(ctx, all);
  const settings = await programSettings(ctx);
  return rows.map(({ review, ...named }) => {
    const own = facts.get(review.id);
    const tier = review.tier ?? "low";
    const clock = { state: review.state, tier, spans: spans.get(review.id) ?? [] };
    const sla = review.importId === null ? slaOf(clock, ctx.now, settings) : null;
    return {
      ...summaryOf(review),
      ...named,
      gates: own ? gatesOf(own) : [],
      sla: sla && { ...sla, dueAt: iso(sla.dueAt) },
    };
  });
}

function summaryOf(row: ReviewRow) {
  const { id, title, type, state, tier, sequence, requestedLaunchOn, launchedOn } = row;
  return {
    id,
    ref: reviewRef(id),
    title,
    type,
    state,
    turn: turnOf(state),
    tier,
    sequence,
    revision: row.currentRevision,
    requestedLaunchOn,
    launchedOn,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    firstSubmittedAt: iso(row.firstSubmittedAt),
    decidedAt: iso(row.decidedAt),
    imported: row.importId !== null,
  };
}

async function spansOf(ctx: Context, rows: readonly ReviewRow[]): Promise<Map<number, Span[]>> {
  const ids = rows.map(({ id }) => id);
  const states = await ctx.db
    .select({
      reviewId: reviewStates.reviewId,
      state: reviewStates.state,
      from: reviewStates.fromAt,
      to: reviewStates.toAt,
    })
    .from(reviewStates)
    .where(inArray(reviewStates.reviewId, ids))
    .orderBy(reviewStates.id);
  const spans = new Map<number, Span[]>();
  for (const { reviewId, ...span } of states) spans.set(reviewId, [...(spans.get(reviewId) ?? []), span]);
  return spans;
}

export function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
