import { type SQL, sql } from "drizzle-orm";
import PgBoss from "pg-boss";
import type { Context } from "#lib/context.ts";

/** A job refers to a row that describes the work. The row is the source of truth, so a lost job loses no work. */
export type Job =
  | { name: "policy-run"; data: RunData }
  | { name: "aws-policy-run"; data: RunData }
  | { name: "post-anchor"; data: { anchorId: number } };
export type JobName = Job["name"];
export type DataOf<N extends JobName> = Extract<Job, { name: N }>["data"];

/** `by`: the person whose run it is, because people take turns; null if it belongs to nobody. */
type RunData = { runId: number; by: number | null };

export const QUEUE_SCHEMA = "pgboss";

/**
 * Delays double: seven tries in about two minutes; nine in about half an hour for runs that wait for AWS, which have
 * their own queue so nothing else waits. An anchor has six in the hour until the next. A try longer than `mostSeconds`
 * fails.
 */
export const QUEUES: Record<JobName, { retryLimit: number; retryDelay: number; mostSeconds: number }> = {
  "policy-run": { retryLimit: 6, retryDelay: 1, mostSeconds: 300 },
  "aws-policy-run": { retryLimit: 8, retryDelay: 5, mostSeconds: 900 },
  "post-anchor": { retryLimit: 5, retryDelay: 30, mostSeconds: 60 },
};

/** After this silence, a job goes to another instance; with polling and a delay, within a minute. */
export const SILENT_SECONDS = 25;

const SETTINGS = { schema: QUEUE_SCHEMA, supervise: false, schedule: false, migrate: false } as const;

/** Only writes jobs, through the given transaction. It never connects and is never started. */
let writer: PgBoss | undefined;

/**
 * Adds a job in the caller's transaction, to run immediately or after an instant. Without a worker ever started there
 * is no queue; the first worker to start then looks for waiting rows.
 */
export async function enqueue(ctx: Context, job: Job, { startAfter }: { startAfter?: Date } = {}): Promise<void> {
  if (!(await hasQueues(ctx))) return;
  writer ??= new PgBoss({ ...SETTINGS, db: { executeSql: neverOutsideTransaction } });
  const { retryLimit, retryDelay } = QUEUES[job.name];
  await writer.send(job.name, job.data, {
    retryLimit,
    retryDelay,
    retryBackoff: true,
    expireInSeconds: SILENT_SECONDS,
    ...(startAfter && { startAfter }),
    db: { executeSql: (text, values) => execute(ctx, text, values) },
  });
}

async function hasQueues(ctx: Context): Promise<boolean> {
  const { rows } = await execute(ctx, `select to_regclass('${QUEUE_SCHEMA}.queue') is not null as there`, []);
  return rows[0]?.there === true;
}

async function neverOutsideTransaction(): Promise<never> {
  throw new Error("A job must be added in the caller's transaction");
}

type Rows = { rows: Record<string, unknown>[] };

/** Runs a statement with $1, $2 … in the context's transaction. pg-boss omits null values. */
async function execute(ctx: Context, text: string, values: unknown[]): Promise<Rows> {
  const chunks = text.split(/\$(\d+)/).map((part, index): SQL => {
    return index % 2 === 0 ? sql.raw(part) : sql`${parameter(values[Number(part) - 1])}`;
  });
  return (await ctx.db.execute(sql.join(chunks))) as unknown as Rows;
}

function parameter(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : value;
}
