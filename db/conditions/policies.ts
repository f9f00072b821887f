import { type Column, desc, inArray, type SQL, sql } from "drizzle-orm";
import { exceptionHoldsIn } from "#db/conditions/exceptions.ts";
import { checkRuns, reviews } from "#db/schema/index.ts";
import { RUN_STATES } from "#lib/policies/rules/run-states.ts";
import { isWaiting } from "#lib/policies/rules/run-view.ts";

const WAITING = RUN_STATES.filter(isWaiting);

/** `isWaiting` of a row of `check_runs`: it is not done yet. */
export function waitingRun(): SQL {
  return inArray(checkRuns.state, WAITING);
}

/** The run that was asked for last comes first: a tier that goes back asks for the run of the earlier profile again. */
export const LATEST_RUN_FIRST = [desc(checkRuns.queuedAt), desc(checkRuns.id)];

/** The id of the run that counts of a revision, for a query around it that says which: the one that was asked for last. */
export function latestRunOf(reviewId: Column | SQL, revision: Column | SQL): SQL {
  return sql`(select ${checkRuns.id} from ${checkRuns}
    where ${checkRuns.reviewId} = ${reviewId} and ${checkRuns.revision} = ${revision}
    order by ${sql.join(LATEST_RUN_FIRST, sql`, `)} limit 1)`;
}

/** The rows of `check_results` of a run, with each of their reasons: one in the way for each, as they stand in the way. */
export function inTheWay(run: SQL): SQL {
  return sql`check_results r
      cross join lateral jsonb_array_elements(
        case when jsonb_array_length(r.reasons) = 0 then '[{}]'::jsonb else r.reasons end) as reason(value)
      where r.run_id = ${run} and r.blocking and reason.value ->> 'level' is null`;
}

/** `countOf` of a reason: how many results it stands for. */
export function countIn(reason: SQL): SQL {
  return sql`coalesce((${reason} -> 'unlisted' ->> 'count')::int, 1)`;
}

/** Whether a waiver of a result holds for what `inTheWay` has, in this review. */
export function isWaivedIn(reviewId: SQL, today: string): SQL {
  // By a name that no query around it has: the review may be named by a column of another table of waivers.
  return sql`exists (select from exceptions as let_stand where let_stand.kind = 'result' and let_stand.review_id = ${reviewId}
        and let_stand.document_name = r.document_name and let_stand.fingerprint = reason.value ->> 'fingerprint'
        and ${exceptionHoldsIn("let_stand", today)})`;
}

/** A result without a fingerprint is known by all that it says: it could not be evaluated, say, or may not be named. */
const KEY = sql`r.document_name, coalesce(reason.value ->> 'fingerprint', jsonb_build_array(r."check", r.logical_id, r.policy_name,
  r.verdict, reason.value, case when reason.value = '{}' then r.message end)::text)`;

/**
 * Whether the checks of a revision have something in the way that those had not which counted at a moment, which are the same where
 * they had finished, else the last to finish by then: another profile found it, or nobody could know it. What a waiver of its own lets
 * stand is not.
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
 * The rows of `exceptions` or `waiver_asks` under this alias whose result the run that counts still finds, and it would block: that
 * of the current revision of the row of `reviews` beside them.
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
