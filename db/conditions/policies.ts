import { type Column, desc, inArray, type SQL, sql } from "drizzle-orm";
import { exceptionHoldsIn } from "#db/conditions/exceptions.ts";
import { checkRuns, reviews } from "#db/schema/index.ts";
import { RUN_STATES } from "#lib/policies/rules/run-states.ts";
import { isWaiting } from "#lib/policies/rules/run-view.ts";

const WAITING = RUN_STATES.filter(isWaiting);

/** `isWaiting` for a row of `check_runs`: not finished yet. */
export function waitingRun(): SQL {
  return inArray(checkRuns.state, WAITING);
}

/** The last requested run comes first: restoring a tier requests the earlier profile's run again. */
export const LATEST_RUN_FIRST = [desc(checkRuns.queuedAt), desc(checkRuns.id)];

/** The id of a revision's decisive run, the last one requested. The outer query supplies the revision. */
export function latestRunOf(reviewId: Column | SQL, revision: Column | SQL): SQL {
  return sql`(select ${checkRuns.id} from ${checkRuns}
    where ${checkRuns.reviewId} = ${reviewId} and ${checkRuns.revision} = ${revision}
    order by ${sql.join(LATEST_RUN_FIRST, sql`, `)} limit 1)`;
}

/** The blocking reasons of a run's `check_results`, one row each, in blocking order. */
export function inTheWay(run: SQL): SQL {
  return sql`check_results r
      cross join lateral jsonb_array_elements(
        case when jsonb_array_length(r.reasons) = 0 then '[{}]'::jsonb else r.reasons end) as reason(value)
      where r.run_id = ${run} and r.blocking and reason.value ->> 'level' is null`;
}

/** `countOf` for a reason: the number of results it represents. */
export function countIn(reason: SQL): SQL {
  return sql`coalesce((${reason} -> 'unlisted' ->> 'count')::int, 1)`;
}

/** Whether a result waiver in this review is active for an `inTheWay` row. */
export function isWaivedIn(reviewId: SQL, today: string): SQL {
  // An alias no outer query uses, because the review column may belong to another waiver table.
  return sql`exists (select from exceptions as let_stand where let_stand.kind = 'result' and let_stand.review_id = ${reviewId}
        and let_stand.document_name = r.document_name and let_stand.fingerprint = reason.value ->> 'fingerprint'
        and ${exceptionHoldsIn("let_stand", today)})`;
}

/**
 * Identifies a result without a fingerprint by its whole content, such as results that were not evaluated or may not be
 * named.
 */
const KEY = sql`r.document_name, coalesce(reason.value ->> 'fingerprint', jsonb_build_array(r."check", r.logical_id, r.policy_name,
  r.verdict, reason.value, case when reason.value = '{}' then r.message end)::text)`;

/**
 * Whether a revision's checks block on something absent from the checks decisive at a moment: the same run if finished,
 * else the last finished by then. A new profile or a late result can cause this. Waived results do not count.
 */
export function resultsCameSince(
  { reviewId, revision, moment }: Record<"reviewId" | "revision" | "moment", SQL>,
  today: string,
): SQL {
  const counts = latestRunOf(reviewId, revision);
  const before = sql`(select run.id from check_runs as run where run.review_id = ${reviewId} and run.finished_at <= ${moment}
    order by (run.id = ${counts}) desc, run.finished_at desc, run.id desc limit 1)`;
  return sql`exists (select ${KEY} from ${inTheWay(counts)} and not ${isWaivedIn(reviewId, today)}
    except select ${KEY} from ${inTheWay(before)})`;
}

/**
 * Rows of `exceptions` or `waiver_asks` under this alias whose result the decisive run still reports as blocking, for
 * the current revision of the adjacent row of `reviews`.
 */
export function stillFound(alias: string): SQL {
  const about = sql.identifier(alias);
  const { currentRevision, id } = reviews;
  return sql`exists (
    select from check_results r
    where r.run_id = ${latestRunOf(id, currentRevision)} and r.document_name = ${about}.document_name and r.blocking
      and jsonb_path_exists(r.reasons, '$[*] ? (@.fingerprint == $one && !exists (@.level))',
        jsonb_build_object('one', ${about}.fingerprint)))`;
}
