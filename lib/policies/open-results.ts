import { type SQL, sql } from "drizzle-orm";
import { waiverHoldsIn } from "./conditions.ts";

export type OpenResults = {
  /** Results that fail a check and that no waiver covers today. */
  blocking: number;
  /** What could not be evaluated and is not waived. */
  incomplete: number;
  /** What nobody answered, and is not waived. */
  errors: number;
  waived: number;
};

/** How many results stand in the way, whatever they say: what could not be evaluated blocks like what fails. */
export function countOpen({ blocking, incomplete, errors }: OpenResults): number {
  return blocking + incomplete + errors;
}

/**
 * Counts what stands in the way, place by place, of the row of `check_runs` around it. Advice does not count; a waiver
 * counts while it holds (S11), for the content it was given for.
 */
export function openResults(today: string): SQL<OpenResults> {
  return sql<OpenResults>`(select json_build_object(
      'blocking', (count(*) filter (where not f.waived and f.verdict = 'fail'))::int,
      'incomplete', (count(*) filter (where not f.waived and f.verdict not in ('fail', 'error')))::int,
      'errors', (count(*) filter (where not f.waived and f.verdict = 'error'))::int,
      'waived', (count(*) filter (where f.waived))::int)
    from (select r.verdict, exists (select from check_waivers w where w.review_id = check_runs.review_id
        and w.document_name = r.document_name and w.fingerprint = reason.value ->> 'fingerprint'
        and ${waiverHoldsIn("w", today)}) as waived
      from check_results r
      cross join lateral jsonb_array_elements(
        case when jsonb_array_length(r.reasons) = 0 then '[{}]'::jsonb else r.reasons end) as reason(value)
      where r.run_id = check_runs.id and r.blocking and reason.value ->> 'level' is null) f)`;
}
