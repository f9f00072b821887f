import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { reviewFeedback, reviews, teams } from "#db/schema/index.ts";
import { involvedReviewIds } from "#lib/reviews/involvement.ts";
import { bucket, decidedIn, moment } from "../cohort.ts";
import { censusFigure, sharePart } from "../rules/figure.ts";
import { aboutPeople, type PersonRow } from "./people.ts";

/** A review with its guardian, and with the engineer who rates their part or does not. */
type Row = PersonRow & { reviewerId: number | null; given: boolean; declined: boolean };

/** M18: reviews first decided in the quarter whose guardian was involved, and those of them with an engineer's rating. */
export const feedbackGiven = aboutPeople<Row>(
  (ctx, { scope, windows }) => {
    const feedback = sql`${reviewFeedback} where ${reviewFeedback.reviewId} = ${reviews.id}
      and ${reviewFeedback.guardianId} = ${reviews.guardianAtSubmitId} and ${reviewFeedback.createdAt} <= ${moment(windows.asOf)}`;
    return rowsOf<Row>(
      ctx.db,
      sql`
      select ${bucket(reviews.firstDecidedAt, windows)} as "window", ${reviews.guardianAtSubmitId} as "personId",
        ${teams.organisationId} as "organisationId", ${reviews.reviewerId} as "reviewerId",
        exists (select from ${feedback} and ${reviewFeedback.declinedReason} is null) as given,
        exists (select from ${feedback} and ${reviewFeedback.declinedReason} is not null) as declined
      from ${reviews}
      join ${teams} on ${teams.id} = ${reviews.teamId}
      join (${involvedReviewIds(ctx, decidedIn(scope, windows))}) as involved on involved.id = ${reviews.id}
      where ${decidedIn(scope, windows)} and ${reviews.guardianAtSubmitId} is not null`,
    );
  },
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
