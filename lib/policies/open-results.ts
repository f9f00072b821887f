import { type SQL, sql } from "drizzle-orm";
import { countIn, inTheWay, isWaivedIn } from "#db/conditions/policies.ts";
import type { ResultCounts } from "#lib/reviews/rules/gates.ts";

/** How the results of a run stand, place by place. What cannot be evaluated stands in the way like what fails. */
export type OpenResults = ResultCounts & {
  /** Those of the waived that could not be evaluated. */
  waivedUnknown: number;
};

/**
 * Counts what stands in the way, place by place, of the row of `check_runs` around it. Advice does not count; a waiver
 * counts while it holds (S11), for the content it was given for.
 */
export function openResults(today: string): SQL<OpenResults> {
  return sql<OpenResults>`(select json_build_object(
      'open', coalesce(sum(f.count) filter (where not f.waived), 0),
      'failing', coalesce(sum(f.count) filter (where not f.waived and f.verdict = 'fail'), 0),
      'errors', coalesce(sum(f.count) filter (where not f.waived and f.verdict = 'error'), 0),
      'waived', coalesce(sum(f.count) filter (where f.waived), 0),
      'waivedUnknown', coalesce(sum(f.count) filter (where f.waived and f.verdict <> 'fail'), 0))
    from (select r.verdict, ${countIn(sql`reason.value`)} as count, ${isWaivedIn(sql`check_runs.review_id`, today)} as waived
      from ${inTheWay(sql`check_runs.id`)}) f)`;
}
