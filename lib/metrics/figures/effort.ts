import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { activities, reviewFacts, teams } from "#db/schema/index.ts";
import { bucket, decidedIn, moment } from "../cohort.ts";
import { medianFigure, valuePart } from "../rules/figure.ts";
import { quantile } from "../rules/quantile.ts";
import { aboutPeople, type PersonRow } from "./people.ts";

const ROLES = ["guardian", "reviewer", "other"] as const;
type EffortRole = (typeof ROLES)[number];
/**
 * What one person logged in one role: the review and minutes of each entry. Includes people who could have logged but
 * did not.
 */
type Row = PersonRow & { role: EffortRole; reviews: number[]; minutes: number[] };

const ROLE_LABELS: Record<EffortRole, string> = {
  guardian: "Guardian, median",
  reviewer: "Reviewer, median",
  other: "Others, median",
};
const MINUTES = 60;

/** If few people logged, those who did are not distinguished from those who could. */
const WHO_LOGGED: { holds: (row: Row) => boolean } = { holds: ({ minutes }) => minutes.length > 0 };

/**
 * M13: hours logged on a review first decided in the quarter. Reviews without logged time are unknown. Guardians and
 * reviewers who could log also count as people behind the figure, because it would reveal that none of a few did.
 */
export const effortPerReview = aboutPeople<Row>(
  async (ctx, { facts, scope, windows }) =>
    rowsOf<Row>(
      ctx.db,
      sql`
      with decided as not materialized (
        select ${bucket(reviewFacts.firstDecidedAt, windows)} as "window", ${reviewFacts.reviewId} as review_id,
          ${reviewFacts.guardianId} as guardian_id, ${reviewFacts.guardianAtSubmitId} as guardian_at_submit_id,
          ${reviewFacts.reviewerId} as reviewer_id, ${teams.id} as team_id, ${teams.organisationId} as organisation_id
        from ${await facts(windows)}
        join ${teams} on ${teams.id} = ${reviewFacts.teamId}
        where ${decidedIn(scope, windows, reviewFacts)}
      )
      select "window", ${activities.personId} as "personId", team_id as "teamId", organisation_id as "organisationId",
        case when ${activities.personId} in (guardian_id, guardian_at_submit_id) then 'guardian'
          when ${activities.personId} = reviewer_id then 'reviewer' else 'other' end as role,
        json_agg(decided.review_id) as reviews, json_agg(${activities.minutes}) as minutes
      from decided join ${activities} on ${activities.reviewId} = decided.review_id
      where ${activities.createdAt} <= ${moment(windows.asOf)}
      group by 1, 2, 3, 4, 5
      union all
      select could.*, '[]', '[]' from (
        select distinct "window", person_id, team_id, organisation_id, role
        from (select distinct "window", team_id, organisation_id, guardian_id, guardian_at_submit_id, reviewer_id from decided) as own
        cross join lateral (values (guardian_id, 'guardian'), (guardian_at_submit_id, 'guardian'), (reviewer_id, 'reviewer'))
          as those (person_id, role)
        where person_id is not null
      ) as could`,
    ),
  (rows, mayShow) => {
    const all = hoursByReview(rows);
    const spread = [valuePart("P25", quantile(all, 0.25), "hours"), valuePart("P75", quantile(all, 0.75), "hours")];
    const byRole = ROLES.filter((role) => mayShow((row) => row.role === role)).flatMap((role) => {
      const own = hoursByReview(rows.filter((row) => row.role === role));
      return own.length === 0 ? [] : valuePart(ROLE_LABELS[role], quantile(own, 0.5), "hours", own.length);
    });
    return medianFigure(all, [...spread, ...byRole]);
  },
  [WHO_LOGGED],
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
