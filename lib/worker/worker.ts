import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type PgBoss from "pg-boss";
import type { Database } from "#db/client.ts";
import { runStatement } from "#db/run-statement.ts";
import { postAnchor } from "#lib/anchors/post-anchor.ts";
import { queueAnchor } from "#lib/anchors/queue-anchor.ts";
import { type Context, openContext } from "#lib/context.ts";
import { unsealedWords } from "#lib/events/rules.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { keptUnsealed } from "#lib/events/unsealed.ts";
import { holdJob } from "#lib/jobs/hold-job.ts";
import { openBoss } from "#lib/jobs/open-boss.ts";
import { type DataOf, type JobName, QUEUES } from "#lib/jobs/queue.ts";
import { QUEUE_NAMES, readyQueues } from "#lib/jobs/ready-queues.ts";
import { silentJobs } from "#lib/jobs/silent-jobs.ts";
import { type TakenJob, takeJob } from "#lib/jobs/take-job.ts";
import { countQuarters } from "#lib/metrics/count-quarters.ts";
import { keepFacts } from "#lib/metrics/facts/keep-facts.ts";
import { eraseLeavers } from "#lib/people/erase-leavers.ts";
import { executeRun } from "#lib/policies/runs/execute-run.ts";
import { failRun } from "#lib/policies/runs/fail-run.ts";
import { requeueRuns } from "#lib/policies/runs/requeue-runs.ts";
import { RUNS_AT_ONCE } from "#lib/processes/pool.ts";
import { announceWaivers } from "#lib/reviews/exceptions/announce-waivers.ts";
import { announceCourses } from "#lib/training/announce-courses.ts";
import { logWarning } from "#lib/web/log-warning.ts";
import { logError } from "#lib/web/refusal.ts";

/** How long an idle queue waits between polls: two polls a second cost PGlite nothing measurable. */
const POLL_MS = 500;
const MAINTENANCE_SECONDS = 60;
const HOUR_MS = 60 * 60_000;

type Handler<N extends JobName> = {
  run: (ctx: Context, data: DataOf<N>) => Promise<unknown>;
  /** After the last try: records on the row that it will not be done, and why if the log does not. */
  giveUp: (ctx: Context, data: DataOf<N>, cause?: string) => Promise<unknown>;
};

const HANDLERS: { [N in JobName]: Handler<N> } = {
  "policy-run": {
    run: (ctx, { runId, by }) => executeRun(ctx, runId, undefined, by),
    giveUp: (ctx, { runId }, cause) => failRun(ctx, runId, cause === undefined ? {} : { cause }),
  },
  "aws-policy-run": {
    run: (ctx, { runId, by }) => executeRun(ctx, runId, undefined, by),
    giveUp: (ctx, { runId }, cause) => failRun(ctx, runId, cause === undefined ? {} : { cause }),
  },
  "post-anchor": {
    run: (ctx, { anchorId }) => postAnchor(ctx, anchorId),
    // The row already has the reason, and another job follows within the hour.
    giveUp: async () => undefined,
  },
};

type Round = { name: string; everyMs: number; run: (ctx: Context, worker: Worker) => Promise<unknown> };

/** Periodic work of every instance: the second instance to run finds nothing to do. */
const ROUNDS: Round[] = [
  { name: "seal-events", everyMs: 5 * 60_000, run: sealAndAnchor },
  { name: "count-metrics", everyMs: 60_000, run: countMetrics },
  // Once a day would do, but a day can begin in any hour of this clock. Nothing is announced twice.
  { name: "announce-waivers", everyMs: HOUR_MS, run: announceWaivers },
  { name: "announce-courses", everyMs: HOUR_MS, run: announceCourses },
  { name: "erase-leavers", everyMs: HOUR_MS, run: (ctx) => eraseLeavers(ctx) },
  { name: "expire-jobs", everyMs: 10_000, run: expireJobs },
];

async function sealAndAnchor(ctx: Context): Promise<void> {
  try {
    await sealEvents(ctx);
  } finally {
    const kept = await keptUnsealed(ctx);
    if (kept) logWarning("seal-events", unsealedWords(kept));
  }
  await queueAnchor(ctx);
}

/** Prepares facts and metrics in advance, so that readers of metrics wait for neither. */
async function countMetrics(ctx: Context, { stopped: { signal } }: Worker): Promise<void> {
  await keepFacts(ctx, { signal });
  await countQuarters(ctx, { signal });
}

const FELL_SILENT = "Each attempt ended without reporting a reason.";

/**
 * Returns the jobs of silent instances to the queue. Gives up those that failed on their last try, because their own
 * instance could not.
 */
async function expireJobs(ctx: Context, { boss, database }: Worker): Promise<void> {
  await boss.expire();
  for (const { name, data } of await silentJobs(database)) await giveUpSilent(ctx, name, data);
}

function giveUpSilent<N extends JobName>(ctx: Context, name: N, data: DataOf<N>): Promise<unknown> {
  const handler: Handler<N> = HANDLERS[name];
  return handler.giveUp(ctx, data, FELL_SILENT);
}

type Worker = {
  boss: PgBoss;
  database: Database;
  stopped: AbortController;
  loops: Promise<void>[];
  /** The jobs this instance is working on. */
  inHand: Set<{ name: JobName; by: number | null }>;
  lastTaken: Promise<unknown>;
};

const shared = globalThis as unknown as { guardiansWorker?: Promise<{ stop: () => Promise<void> }> };

/** Starts working the queues of this database, once per process. Jobs left by a dead process are queued again. */
export async function startWorker(database: Database): Promise<void> {
  shared.guardiansWorker ??= openWorker(database);
  await shared.guardiansWorker;
}

/** Resolves after the current job is done. Close the database only then. */
export async function stopWorker(): Promise<void> {
  const starting = shared.guardiansWorker;
  if (!starting) return;
  shared.guardiansWorker = undefined;
  await (await starting).stop();
}

/** A separate worker, one per instance. `stop` resolves after the current job is done. */
export async function openWorker(database: Database): Promise<{ stop: () => Promise<void> }> {
  const worker = await start(database);
  const stop = async () => {
    worker.stopped.abort();
    await Promise.all(worker.loops);
    await worker.boss.stop({ graceful: false });
  };
  return { stop };
}

async function start(database: Database): Promise<Worker> {
  await readyQueues(database);
  const boss = openBoss(database, { migrate: false, maintenanceIntervalSeconds: MAINTENANCE_SECONDS });
  boss.on("error", (error) => logError("worker", "jobs", error));
  await boss.start();
  const worker: Worker = {
    boss,
    database,
    stopped: new AbortController(),
    loops: [],
    inHand: new Set(),
    lastTaken: Promise.resolve(),
  };
  await requeueRuns(await contextOf(worker, "policy-run", "worker-start"));
  worker.loops = [
    ...QUEUE_NAMES.flatMap((name) => Array.from({ length: atOnce(name) }, () => workQueue(worker, name))),
    ...ROUNDS.map((round) => goRound(worker, round)),
  ];
  return worker;
}

async function workQueue(worker: Worker, name: JobName): Promise<void> {
  const { signal } = worker.stopped;
  while (!signal.aborted) {
    const worked = await workOne(worker, name).catch((error: unknown) => logError("worker", name, error));
    if (!worked) await sleep(POLL_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function goRound(worker: Worker, { name, everyMs, run }: Round): Promise<void> {
  const { signal } = worker.stopped;
  while (!signal.aborted) {
    await contextOf(worker, name, randomUUID())
      .then((ctx) => run(ctx, worker))
      .catch((error: unknown) => logError("worker", name, error));
    await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** One job at a time per queue; for engine checks, as many runs as there are processes. */
function atOnce(name: JobName): number {
  return name === "policy-run" ? RUNS_AT_ONCE : 1;
}

/** Takes one job and finishes it. Returns true if there was one. */
async function workOne<N extends JobName>(worker: Worker, name: N): Promise<boolean> {
  const taken = await takeTurn(worker, name);
  if (!taken) return false;
  try {
    await doJob(worker, name, taken.job);
  } finally {
    taken.letGo();
  }
  return true;
}

async function doJob<N extends JobName>(worker: Worker, name: N, job: TakenJob<N>): Promise<void> {
  const ctx = await contextOf(worker, name, job.id);
  const handler: Handler<N> = HANDLERS[name];
  const held = holdJob((text, values) => runStatement(worker.database, text, values), {
    ...QUEUES[name],
    id: job.id,
    name,
  });
  try {
    await handler.run(ctx, job.data);
    await worker.boss.complete(name, job.id);
  } catch (error) {
    logError(ctx.requestId, name, error);
    await worker.boss.fail(name, job.id, { message: error instanceof Error ? error.message : String(error) });
    if (job.retryCount >= job.retryLimit) await handler.giveUp(ctx, job.data);
  } finally {
    held.release();
  }
}

/**
 * Takes the next job in turn. Of two or more slots, one is always left for others: a person with all but one slot
 * waits. Calls run sequentially, because each counts what the others took.
 */
function takeTurn<N extends JobName>(worker: Worker, name: N): Promise<Taken<N> | null> {
  const taken = worker.lastTaken.then(async () => {
    const job = await takeJob(worker.database, name, fullHands(worker, name));
    if (!job) return null;
    const hand = { name, by: "by" in job.data ? job.data.by : null };
    worker.inHand.add(hand);
    return { job, letGo: () => worker.inHand.delete(hand) };
  });
  worker.lastTaken = taken.catch(() => undefined);
  return taken;
}

type Taken<N extends JobName> = { job: TakenJob<N>; letGo: () => void };

/** The people who already have their maximum of this queue's jobs on this instance. */
function fullHands({ inHand }: Worker, name: JobName): (number | null)[] {
  const own = [...inHand].filter((hand) => hand.name === name).map(({ by }) => by);
  const most = Math.max(1, atOnce(name) - 1);
  return own.filter((by, index) => own.indexOf(by) === index && own.filter((one) => one === by).length >= most);
}

function contextOf({ database }: Worker, job: string, requestId: string): Promise<Context> {
  return openContext({ actor: { kind: "system", job }, db: database.db, now: new Date(), requestId });
}
