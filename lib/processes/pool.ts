import { availableParallelism } from "node:os";
import { Unavailable } from "#lib/errors.ts";
import { type Child, type Start, startChild } from "./child.ts";
import { entryFile } from "./entry-file.ts";
import { LIMITS, type Limits } from "./limits.ts";
import type { Order } from "./message.ts";
import { fairTurns } from "./turns.ts";
import { WorkEnded } from "./work-ended.ts";

/**
 * Warm processes that do tasks. `work` throws WorkEnded if a document ends one, Unavailable or TooMany if too many
 * tasks wait. `by` identifies the requester, so that one requester does not hold up others. The signal ends the work
 * and its process.
 */
export type Pool = {
  work: (task: string, input: unknown, by?: string, signal?: AbortSignal) => Promise<unknown>;
  /** Starts a process in advance, so the first task does not wait for it. */
  warm: () => void;
  /** Ends every process, including working ones. */
  close: () => void;
};

/** `entry` is the program of each process. */
export type PoolOptions = Start & { entry: () => string; limits?: Limits; size?: number; waiting?: number };

/**
 * How many check runs are done concurrently: at least two, so one person's runs do not block another's. They share the
 * machine's time.
 */
export const RUNS_AT_ONCE = Math.min(4, Math.max(2, availableParallelism() - 1));
/** One more, so that attaching a document never waits for check runs. */
const SIZE = RUNS_AT_ONCE + 1;
/** Limited because each may contain a document of several megabytes. */
const WAITING = 40;
const WAITING_OF_ONE = 10;

/** A pool that starts empty: a task without a free process starts one, which then stays. */
export function openPool({ entry, limits = LIMITS, size = SIZE, waiting = WAITING, ...how }: PoolOptions): Pool {
  const idle: Child[] = [];
  const busy = new Set<Child>();
  const turns = fairTurns({ size, waiting, waitingOfOne: WAITING_OF_ONE });
  let closed = false;

  const start = () => startChild(entry(), limits, how);
  /** A usable process. An idle one may have been killed by a system that needed its memory. */
  const take = (): Child => {
    for (let child = idle.pop(); child; child = idle.pop()) {
      if (child.isFit()) return child;
      child.end();
    }
    return start();
  };
  /** A process that has done nothing yet. */
  const takeFresh = (): Child => {
    const at = idle.findLastIndex((child) => child.isFresh());
    return (at === -1 ? undefined : idle.splice(at, 1)[0]) ?? start();
  };
  const giveBack = (child: Child) => {
    busy.delete(child);
    if (closed) return;
    if (child.isFit()) idle.push(child);
    else {
      child.end();
      idle.push(start());
    }
  };
  const give = async (order: Order, signal?: AbortSignal): Promise<unknown> => {
    if (closed) throw new Unavailable(STOPS);
    signal?.throwIfAborted();
    try {
      return await giveTo(take(), order, signal);
    } catch (error) {
      if (closed) throw new Unavailable(STOPS);
      if (!(error instanceof WorkEnded) || error.isFinal || signal?.aborted) throw error;
    }
    // Earlier tasks in this process may have left too little memory, so try once more in a fresh one.
    try {
      return await giveTo(takeFresh(), order, signal);
    } catch (error) {
      throw closed ? new Unavailable(STOPS) : error;
    }
  };
  const giveTo = async (child: Child, order: Order, signal?: AbortSignal): Promise<unknown> => {
    busy.add(child);
    signal?.addEventListener("abort", child.end);
    try {
      return await child.work(order);
    } finally {
      signal?.removeEventListener("abort", child.end);
      giveBack(child);
    }
  };
  const order = async (order: Order, by: string | null, signal?: AbortSignal): Promise<unknown> => {
    await turns.begin(by);
    try {
      return await give(order, signal);
    } finally {
      turns.end(by);
    }
  };

  return {
    work: (task, input, by, signal) => order({ task, input }, by ?? null, signal),
    warm: () => {
      if (idle.length + busy.size === 0) idle.push(start());
    },
    close: () => {
      closed = true;
      for (const child of [...idle.splice(0), ...busy]) child.end();
      turns.release();
    },
  };
}

const STOPS = "The product is stopping. Try again when it is back.";

/** One per process, even if this module is loaded several times. */
const shared = globalThis as unknown as { guardiansPool?: Pool | undefined };

export function pool(): Pool {
  shared.guardiansPool ??= openPool({ entry: entryFile });
  return shared.guardiansPool;
}

/** Ends this process's pool. A later task starts another. */
export function closePool(): void {
  shared.guardiansPool?.close();
  shared.guardiansPool = undefined;
}

/** Uses this pool for the process, replacing the default one from the build's bundle. */
export function sharePool(pool: Pool): void {
  shared.guardiansPool = pool;
}
