import { createContext, Script } from "node:vm";

/** Thrown in place of what took too long. */
export class TookTooLong extends Error {
  override name = "TookTooLong";
}

/** As long as the product takes for a document, in milliseconds of the clock. */
export const LONGEST = 20_000;

const surroundings: { work: () => void } = { work: () => {} };
const context = createContext(surroundings);
const script = new Script("work()");

/**
 * Does work that does not wait for anything, and stops it where it takes too long: another thread of Node watches. Null is as
 * long as it takes, where a process that may be ended does it.
 */
export function inTime<T>(milliseconds: number | null, work: () => T): T {
  if (milliseconds === null) return work();
  const done: T[] = [];
  surroundings.work = () => {
    done.push(work());
  };
  try {
    script.runInContext(context, { timeout: milliseconds });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new TookTooLong(`The file took more than ${milliseconds / 1000} s and was not checked. Split it.`);
  }
  return done[0] as T;
}

/** The error is one of the context, whose classes are others. */
function isTimeout(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
