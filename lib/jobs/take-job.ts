import type { Database } from "#db/client.ts";
import { runStatement } from "#db/run-statement.ts";
import { type DataOf, type JobName, QUEUE_SCHEMA } from "./queue.ts";

export type TakenJob<N extends JobName> = {
  id: string;
  data: DataOf<N>;
  retryCount: number;
  retryLimit: number;
};

/**
 * Takes the next job of a queue. People take turns: fewest running jobs first, then the longest without a turn, then
 * fewer turns in the same instant. `except`: people at this instance's per-person limit.
 */
export async function takeJob<N extends JobName>(
  database: Database,
  name: N,
  except: readonly (number | null)[] = [],
): Promise<TakenJob<N> | null> {
  const { rows } = await runStatement(database, TAKE, [name, JSON.stringify(except)]);
  return (rows[0] as TakenJob<N> | undefined) ?? null;
}

const BY = (alias: string) => `coalesce(${alias}.data -> 'by', 'null')`;

/** Takes a job like pg-boss does, but in our own order. */
const TAKE = `
  update ${QUEUE_SCHEMA}.job taken set
    state = 'active', started_on = now(),
    retry_count = case when started_on is not null then retry_count + 1 else retry_count end
  where name = $1 and id = (
    select waiting.id from ${QUEUE_SCHEMA}.job waiting
    cross join lateral (
      select count(*) filter (where own.state = 'active') as active, max(own.started_on) as last,
        count(own.started_on) as taken
      from ${QUEUE_SCHEMA}.job own
      where own.name = $1 and ${BY("own")} = ${BY("waiting")}
    ) turn
    where waiting.name = $1 and waiting.state < 'active' and waiting.start_after <= now()
      and not $2::jsonb @> ${BY("waiting")}
    order by turn.active, turn.last nulls first, turn.taken, waiting.created_on, waiting.id
    limit 1 for update of waiting skip locked
  )
  returning id, data, retry_count as "retryCount", retry_limit as "retryLimit"`;
