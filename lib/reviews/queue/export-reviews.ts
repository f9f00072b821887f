import { desc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { decisionFacts } from "#db/conditions/reviews.ts";
import { sliceOf } from "#db/paging.ts";
import { people, reviews, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { csvFile } from "#lib/csv.ts";
import { Invalid } from "#lib/errors.ts";
import { reviewRef } from "#lib/paths.ts";
import { heldBy } from "#lib/reviews/queries.ts";
import type { ReviewFilter } from "#lib/reviews/rules/filter.ts";
import { isOpenElsewhere } from "#lib/reviews/rules/states.ts";
import { counted } from "#lib/words.ts";

/** More rows than this no longer work as a table. */
const MOST_ROWS = 50_000;

const { id, title, type, tier, state, firstSubmittedAt, firstDecidedAt, requestedLaunchOn, launchedOn } = reviews;
const { importId, endedAt, openElsewhereAt } = reviews;
const COLUMNS = {
  id,
  title,
  type,
  tier,
  state,
  firstSubmittedAt,
  firstDecidedAt,
  requestedLaunchOn,
  launchedOn,
  importId,
  endedAt,
  openElsewhereAt,
};

/** The reviews matching a filter that this actor may see, as a CSV file: all of them, or none if there are too many. */
export async function exportReviews(ctx: Context, filter: ReviewFilter, most = MOST_ROWS): Promise<string> {
  const guardian = alias(people, "guardian");
  const reviewer = alias(people, "reviewer");
  const held = await heldBy(ctx, filter);
  const all = ctx.db.select({ id: reviews.id }).from(reviews).where(held);
  const { place } = await sliceOf(ctx.db, all, 1, { counted: most });
  if (place.totalIsAtLeast) {
    throw new Invalid(`More than ${counted(most, "review")} do not fit in one file. Narrow the filter.`);
  }
  const rows = await ctx.db
    .select({
      review: COLUMNS,
      ...decisionFacts(),
      service: services.name,
      team: teams.name,
      guardian: guardian.name,
      reviewer: reviewer.name,
    })
    .from(reviews)
    .leftJoin(services, eq(services.id, reviews.serviceId))
    .leftJoin(teams, eq(teams.id, reviews.teamId))
    .leftJoin(guardian, eq(guardian.id, reviews.guardianId))
    .leftJoin(reviewer, eq(reviewer.id, reviews.reviewerId))
    .where(held)
    .orderBy(desc(reviews.id));
  return csvFile(
    [
      { header: "ref", value: ({ review }) => reviewRef(review.id) },
      { header: "title", value: ({ review }) => review.title },
      { header: "service", value: ({ service }) => service },
      { header: "team", value: ({ team }) => team },
      { header: "type", value: ({ review }) => review.type },
      { header: "tier", value: ({ review }) => review.tier },
      { header: "state", value: ({ review }) => review.state },
      { header: "guardian", value: (row) => row.guardian },
      { header: "reviewer", value: (row) => row.reviewer },
      { header: "first_submitted_at", value: ({ review }) => review.firstSubmittedAt },
      { header: "first_decided_at", value: ({ review }) => review.firstDecidedAt },
      { header: "requested_launch", value: ({ review }) => review.requestedLaunchOn },
      { header: "launched_on", value: ({ review }) => review.launchedOn },
      { header: "cancelled_at", value: ({ review }) => (review.state === "cancelled" ? review.endedAt : null) },
      { header: "imported", value: ({ review }) => (review.importId === null ? "no" : "yes") },
      { header: "open_elsewhere", value: ({ review }) => (isOpenElsewhere(review) ? "yes" : "no") },
      { header: "on_waivers", value: ({ onWaivers }) => onWaivers },
      { header: "stale", value: ({ stale }) => (stale ? "yes" : "no") },
    ],
    rows,
  );
}
