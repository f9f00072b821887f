import { childProgram } from "#lib/cli/child-program.ts";
import { openPool, type Pool, type PoolOptions } from "#lib/processes/pool.ts";
import { type Here, TookTooLong } from "./in-time.ts";

/** In UTF-16 units. A larger text may exceed its memory before its time limit. */
const LARGE = 64 * 1024;
/**
 * Milliseconds allowed here for reading, and again for judging. No text creates more than 150 MB of objects in that
 * time.
 */
const SHORT = 500;

/**
 * `short` limits a text's time in this process; the other options configure the separate process. A given `pool` is
 * used and left open. The signal ends work in the separate process.
 */
export type WorkOptions = Partial<PoolOptions> & { short?: number; here?: Here; pool?: Pool; signal?: AbortSignal };

/**
 * Work on texts of this size in UTF-16 units: here within a time limit if permitted, or as a task of the child process.
 */
type Work<T> = {
  size: number;
  here: ((longest: number, here: Here) => Promise<T>) | null;
  task: string;
  input: unknown;
};

type Worker = {
  /** Throws WorkEnded if the work exceeds its limits. */
  work: <T>(work: Work<T>) => Promise<T>;
  end: () => void;
};

/**
 * Does small, quick work in this process, which is nearly all of it. The rest runs in a separate process, which is
 * ended if it exceeds its limits.
 */
export function inProcessOrChild(options: WorkOptions): Worker {
  const { short = SHORT, here = { isWhole: true }, pool: given, signal, ...own } = options;
  const pool = given ?? openCheckPool({ size: 1, ...own });
  return {
    work: async (work) => {
      if (here.isWhole && work.here && work.size <= LARGE) {
        try {
          return await work.here(short, here);
        } catch (error) {
          if (!(error instanceof TookTooLong)) throw error;
          here.isWhole = false;
        }
      }
      return (await pool.work(work.task, work.input, undefined, signal)) as Awaited<
        ReturnType<NonNullable<typeof work.here>>
      >;
    },
    end: () => {
      if (!given) pool.close();
    },
  };
}

/** Separate processes for the command. */
export function openCheckPool(options: Partial<PoolOptions>): Pool {
  return openPool({ ...childProgram(), ...options });
}
