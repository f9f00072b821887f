import { availableParallelism } from "node:os";
import { Unavailable } from "#lib/errors.ts";
import { type Child, type Start, startChild } from "./child.ts";
import { entryFile } from "./entry-file.ts";
import { LIMITS, type Limits } from "./limits.ts";
import type { Order } from "./message.ts";
import { fairTurns } from "./turns.ts";
import { WorkEnded } from "./work-ended.ts";

/**
 * Processes that do tasks, kept warm. `work` throws WorkEnded where a document ends one, Unavailable or TooMany where too many wait.
 * `by`: who asks, so that one asker does not hold up the others. The signal ends the work, with the process that does it.
 */
export type Pool = {
  work: (task: string, input: unknown, by?: string, signal?: AbortSignal) => Promise<unknown>;
  /** Starts a process before there is a task, so that the first one does not wait for it. */
  warm: () => void;
  /** Ends every process, also one that works. */
  close: () => void;
};

/** `entry` is the program of each process. */
export type PoolOptions = Start & { entry: () => string; limits?: Limits; size?: number; waiting?: number };

/** How many runs of checks are done at once: two at least, so that nobody's wait for those of one other. The machine shares its time. */
export const RUNS_AT_ONCE = Math.min(4, Math.max(2, availableParallelism() - 1));
/** One more, so that nobody who attaches a document waits for runs of checks. */
const SIZE = RUNS_AT_ONCE + 1;
/** Each may hold a document of several megabytes. */
const WAITING = 40;
const WAITING_OF_ONE = 10;

/** A pool without processes: a task that finds none starts one, which stays. */
export function openPool({ entry, limits = LIMITS, size = SIZE, waiting = WAITING, ...how }: PoolOptions): Pool {
  const idle: Child[] = [];
  const busy = new Set<Child>();
  const turns = fairTurns({ size, waiting, waitingOfOne: WAITING_OF_ONE });
  let closed = false;

  const start = () => startChild(entry(), limits, how);
  /** One that can take a task: what was idle may have been ended meanwhile, by a system that needed its memory. */
  const take = (): Child => {
    for (let child = idle.pop(); child; child = idle.pop()) {
      if (child.isFit()) return child;
      child.end();
    }
    return start();
  };
  /** One that has done nothing yet. */
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
    // What came before in that process may have left too little memory for it: it is tried once more, alone.
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

const STOPS = "The product stops. Try again when it is back.";

/** One for the process, however often this module is loaded into it. */
const shared = globalThis as unknown as { guardiansPool?: Pool | undefined };

export function pool(): Pool {
  shared.guardiansPool ??= openPool({ entry: entryFile });
  return shared.guardiansPool;
}

/** Ends the pool of this process. A task that is asked for later starts another. */
export function closePool(): void {
  shared.guardiansPool?.close();
  shared.guardiansPool = undefined;
}

/** Takes this pool for the process, in place of the one that the build's bundle makes. */
export function sharePool(pool: Pool): void {
  shared.guardiansPool = pool;
}
