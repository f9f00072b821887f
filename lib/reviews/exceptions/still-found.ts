import { type SQL, sql } from "drizzle-orm";
import { latestRunOf } from "#db/conditions/policies.ts";
import { reviews } from "#db/schema/index.ts";

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
