import { type Column, desc, type SQL, sql } from "drizzle-orm";
import { checkRuns } from "#db/schema/index.ts";

/** The run that was asked for last comes first: a tier that goes back asks for the run of the earlier profile again. */
export const LATEST_RUN_FIRST = [desc(checkRuns.queuedAt), desc(checkRuns.id)];

/** The id of the run that counts of a revision, for a query around it that says which: the one that was asked for last. */
export function latestRunOf(reviewId: Column | SQL, revision: Column | SQL): SQL {
  return sql`(select ${checkRuns.id} from ${checkRuns}
    where ${checkRuns.reviewId} = ${reviewId} and ${checkRuns.revision} = ${revision}
    order by ${sql.join(LATEST_RUN_FIRST, sql`, `)} limit 1)`;
}
