import { type Database, oneAtATime } from "#db/client.ts";
import { runStatement } from "#db/run-statement.ts";
import { openBoss } from "./open-boss.ts";
import { type JobName, QUEUE_SCHEMA, QUEUES } from "./queue.ts";

export const QUEUE_NAMES = Object.keys(QUEUES) as JobName[];

/**
 * Creates the queues, each of which is a table and so requires the owner role. Another role only checks that all exist.
 */
export async function readyQueues(database: Database): Promise<void> {
  if (database.role === "owner") return makeQueues(database);
  if ((await hasEveryQueue(database)) && (await isCurrent(database))) return;
  throw new Error(
    "The job queue does not match this version, and the role of DATABASE_URL cannot change it. Run “guardians db init” with DATABASE_OWNER_URL, then start again.",
  );
}

async function makeQueues(database: Database): Promise<void> {
  const boss = openBoss(database, { migrate: true, supervise: false });
  await oneAtATime(database, async () => {
    await boss.start();
    for (const name of QUEUE_NAMES) await boss.createQueue(name);
  });
  await boss.stop({ graceful: false });
}

async function hasEveryQueue(database: Database): Promise<boolean> {
  const usable = "select from pg_namespace where nspname = $1 and has_schema_privilege(oid, 'USAGE')";
  const { rows: schemas } = await runStatement(database, usable, [QUEUE_SCHEMA]);
  if (schemas.length === 0) return false;
  const { rows } = await runStatement(database, "select name from pgboss.queue", []);
  const there = new Set((rows as { name: string }[]).map(({ name }) => name));
  return QUEUE_NAMES.every((name) => there.has(name));
}

/** Whether the queue tables match the installed pg-boss, which refuses to start otherwise. */
async function isCurrent(database: Database): Promise<boolean> {
  const boss = openBoss(database, { migrate: false, supervise: false });
  const started = await boss.start().then(
    () => true,
    () => false,
  );
  await boss.stop({ graceful: false });
  return started;
}
