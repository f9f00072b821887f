import { type SQL, sql } from "drizzle-orm";
import type { ResultCounts } from "#lib/reviews/rules/gates.ts";
import { waiverHoldsIn } from "./conditions.ts";

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
    from (select r.verdict, exists (select from check_waivers w where w.review_id = check_runs.review_id
        and w.document_name = r.document_name and w.fingerprint = reason.value ->> 'fingerprint'
        and ${waiverHoldsIn("w", today)}) as waived
      from check_results r
      cross join lateral jsonb_array_elements(
        case when jsonb_array_length(r.reasons) = 0 then '[{}]'::jsonb else r.reasons end) as reason(value)
      where r.run_id = check_runs.id and r.blocking and reason.value ->> 'level' is null) f)`;
}
