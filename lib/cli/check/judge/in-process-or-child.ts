import { childProgram } from "#lib/cli/child-program.ts";
import { openPool, type Pool, type PoolOptions } from "#lib/processes/pool.ts";
import { type Here, TookTooLong } from "./in-time.ts";

/** In UTF-16 units: what is larger may take more memory than it may before it takes long. */
const LARGE = 64 * 1024;
/** Reading, and then judging, may take so many milliseconds here, in which no text makes 150 MB of objects. */
const SHORT = 500;

/**
 * `short` is how long a text may take here; the rest is of the process apart. Where someone has a `pool` it is taken, and left
 * open. The signal ends what is done apart.
 */
export type WorkOptions = Partial<PoolOptions> & { short?: number; here?: Here; pool?: Pool; signal?: AbortSignal };

/** Work on texts of this size in UTF-16 units: here within a time, where it may be, or as a task of the child. */
type Work<T> = {
  size: number;
  here: ((longest: number, here: Here) => Promise<T>) | null;
  task: string;
  input: unknown;
};

type Worker = {
  /** Throws WorkEnded where the work takes more than it may. */
  work: <T>(work: Work<T>) => Promise<T>;
  end: () => void;
};

/**
 * Does in this process what is small and done at once, as nearly all is, and the rest in a process apart, which is ended where
 * it takes more than it may.
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

/** Processes apart for the command. */
export function openCheckPool(options: Partial<PoolOptions>): Pool {
  return openPool({ ...childProgram(), ...options });
}
