import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { activities, reviewFacts, teams } from "#db/schema/index.ts";
import { bucket, decidedIn, moment } from "../cohort.ts";
import { medianFigure, valuePart } from "../rules/figure.ts";
import { quantile } from "../rules/quantile.ts";
import { aboutPeople, type PersonRow } from "./people.ts";

const ROLES = ["guardian", "reviewer", "other"] as const;
type EffortRole = (typeof ROLES)[number];
/** What one person logged in one role: each time on which review, and how many minutes. */
type Row = PersonRow & { role: EffortRole; reviews: number[]; minutes: number[] };

const ROLE_LABELS: Record<EffortRole, string> = {
  guardian: "The guardian, median",
  reviewer: "The reviewer, median",
  other: "Others, median",
};
const MINUTES = 60;

/** M13: hours logged on a review that was first decided in the quarter. Reviews on which nobody logged are not known. */
export const effortPerReview = aboutPeople<Row>(
  async (ctx, { facts, scope, windows }) =>
    rowsOf<Row>(
      ctx.db,
      sql`
      select ${bucket(reviewFacts.firstDecidedAt, windows)} as "window", ${activities.personId} as "personId",
        ${teams.organisationId} as "organisationId",
        case when ${activities.personId} in (${reviewFacts.guardianId}, ${reviewFacts.guardianAtSubmitId}) then 'guardian'
          when ${activities.personId} = ${reviewFacts.reviewerId} then 'reviewer' else 'other' end as role,
        json_agg(${reviewFacts.reviewId}) as reviews, json_agg(${activities.minutes}) as minutes
      from ${activities}
      join ${await facts(windows)} on ${reviewFacts.reviewId} = ${activities.reviewId}
      join ${teams} on ${teams.id} = ${reviewFacts.teamId}
      where ${decidedIn(scope, windows, reviewFacts)} and ${activities.createdAt} <= ${moment(windows.asOf)}
      group by 1, 2, 3, 4`,
    ),
  (rows, mayShow) => {
    const all = hoursByReview(rows);
    const spread = [valuePart("P25", quantile(all, 0.25), "hours"), valuePart("P75", quantile(all, 0.75), "hours")];
    const byRole = ROLES.filter((role) => mayShow((row) => row.role === role)).map((role) => {
      const own = hoursByReview(rows.filter((row) => row.role === role));
      return valuePart(ROLE_LABELS[role], quantile(own, 0.5), "hours", own.length);
    });
    return medianFigure(all, [...spread, ...byRole]);
  },
);

function hoursByReview(rows: readonly Row[]): number[] {
  const logged = new Map<number, number>();
  for (const { reviews, minutes } of rows) {
    for (const [index, review] of reviews.entries()) {
      logged.set(review, (logged.get(review) ?? 0) + (minutes[index] ?? 0));
    }
  }
  return [...logged.values()].map((each) => each / MINUTES);
}
