import type { Database } from "#db/client.ts";
import { runStatement } from "#db/run-statement.ts";
import type { Job } from "./queue.ts";

/** pg-boss's message for a job without a heartbeat for too long. */
const SILENT = "job failed by timeout in active state";

/** Jobs whose last try ended because their instance fell silent, and which no other job will repeat. */
export async function silentJobs(database: Database): Promise<Job[]> {
  const { rows } = await runStatement(database, FAILED, [SILENT]);
  return rows as Job[];
}

const FAILED = `
  select name, data from pgboss.job failed
  where state = 'failed' and output -> 'value' ->> 'message' = $1 and not exists (
    select from pgboss.job other
    where other.name = failed.name and other.data - 'by' = failed.data - 'by' and other.state < 'completed'
  )
  order by completed_on, id`;
