import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { reviewFacts, teams } from "#db/schema/index.ts";
import { bucket, decidedIn } from "../cohort.ts";
import { censusFigure, sharePart } from "../rules/figure.ts";
import { aboutPeople, type PersonRow } from "./people.ts";

/** A review with its guardian, and the engineer who does or does not rate the guardian's part. */
type Row = PersonRow & { reviewerId: number | null; given: boolean; declined: boolean };

/**
 * M18: reviews first decided in the quarter with an involved guardian, and those among them with an engineer's rating.
 */
export const feedbackGiven = aboutPeople<Row>(
  async (ctx, { facts, scope, windows }) =>
    rowsOf<Row>(
      ctx.db,
      sql`
      select ${bucket(reviewFacts.firstDecidedAt, windows)} as "window", ${reviewFacts.guardianAtSubmitId} as "personId",
        ${teams.id} as "teamId", ${teams.organisationId} as "organisationId", ${reviewFacts.reviewerId} as "reviewerId",
        ${reviewFacts.feedbackGiven} as given, ${reviewFacts.feedbackDeclined} as declined
      from ${await facts(windows)}
      join ${teams} on ${teams.id} = ${reviewFacts.teamId}
      where ${decidedIn(scope, windows, reviewFacts)} and ${reviewFacts.involved}`,
    ),
  (rows) => {
    const count = (of: (row: Row) => boolean) => rows.filter(of).length;
    return censusFigure(
      count(({ given }) => given),
      rows.length,
      [
        sharePart(
          "Declined with a reason",
          count(({ given, declined }) => declined && !given),
          rows.length,
        ),
      ],
    );
  },
  [{ of: ({ reviewerId }) => reviewerId }],
);
