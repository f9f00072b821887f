import { type SQL, sql } from "drizzle-orm";
import type { ResultCounts } from "#lib/reviews/rules/gates.ts";
import { inTheWay, isWaivedIn } from "./conditions.ts";

/** How the results of a run stand, place by place. What can not be evaluated stands in the way like what fails. */
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
      'open', (count(*) filter (where not f.waived))::int,
      'failing', (count(*) filter (where not f.waived and f.verdict = 'fail'))::int,
      'errors', (count(*) filter (where not f.waived and f.verdict = 'error'))::int,
      'waived', (count(*) filter (where f.waived))::int,
      'waivedUnknown', (count(*) filter (where f.waived and f.verdict <> 'fail'))::int)
    from (select r.verdict, ${isWaivedIn(sql`check_runs.review_id`, today)} as waived
      from ${inTheWay(sql`check_runs.id`)}) f)`;
}
