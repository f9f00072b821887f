import { type SQL, sql } from "drizzle-orm";
import { countIn, inTheWay, isWaivedIn } from "#db/conditions/policies.ts";
import type { ResultCounts } from "#lib/reviews/rules/gates.ts";

/** The status of a run's results, counted per place. Results that cannot be evaluated block like failures. */
export type OpenResults = ResultCounts & {
  /** Waived results that could not be evaluated. */
  waivedUnknown: number;
};

/**
 * Counts the blocking results, per place, of the enclosing row of `check_runs`. Advice does not count; a waiver counts
 * while it is valid (S11), for the content it was given for.
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
