import { desc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { people, reviews, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { csvFile } from "#lib/csv.ts";
import { Invalid } from "#lib/errors.ts";
import { reviewRef } from "#lib/paths.ts";
import { heldBy } from "./queries.ts";
import type { ReviewFilter } from "./rules/filter.ts";

/** More rows than this are no table any more. */
const MOST_ROWS = 50_000;

/** The reviews that a filter holds and this actor may see, as a CSV file: all of them, or none where they are too many. */
export async function exportReviews(ctx: Context, filter: ReviewFilter, most = MOST_ROWS): Promise<string> {
  const guardian = alias(people, "guardian");
  const reviewer = alias(people, "reviewer");
  const rows = await ctx.db
    .select({
      review: reviews,
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
    .where(await heldBy(ctx, filter))
    .orderBy(desc(reviews.id))
    .limit(most + 1);
  if (rows.length > most) {
    throw new Invalid(`More than ${most.toLocaleString("en-US")} reviews do not fit into one file. Narrow the filter.`);
  }
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
      { header: "submitted_at", value: ({ review }) => review.firstSubmittedAt },
      { header: "decided_at", value: ({ review }) => review.firstDecidedAt },
      { header: "requested_launch", value: ({ review }) => review.requestedLaunchOn },
      { header: "launched_on", value: ({ review }) => review.launchedOn },
    ],
    rows,
  );
}
