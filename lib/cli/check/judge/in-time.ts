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
    throw tooLong(milliseconds);
  }
  return done[0] as T;
}

/**
 * Whether this process may still judge texts: what was stopped half way may have left something half done, on which nothing
 * is judged any more. One for all that a process does.
 */
export type Here = { isWhole: boolean };

/** Work that waits for its turn; `take` does it, `fail` says that it was stopped. */
type Turn = { milliseconds: number; take: () => void; fail: (error: unknown) => void };

let waiting: Turn[] = [];
/** Of its time a work may lose as much to those that are done before it in one go. */
const SHARE = 0.2;

/**
 * As `inTime`, together with all work that is asked for at the same time: to watch costs more than a small text does. What
 * was stopped stops what would follow it here.
 */
export function inTurn<T>(milliseconds: number | null, here: Here, work: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const take = () => {
      try {
        if (!here.isWhole) throw tooLong(milliseconds ?? 0);
        resolve(work());
      } catch (error) {
        reject(error);
      }
    };
    if (milliseconds === null) return take();
    const fail = (error: unknown) => {
      here.isWhole = false;
      reject(error);
    };
    if (waiting.push({ milliseconds, take, fail }) === 1) setImmediate(takeTurns);
  });
}

function takeTurns(): void {
  const turns = waiting;
  waiting = [];
  for (let at = 0; at < turns.length; ) {
    const { milliseconds = 0 } = turns[at] ?? {};
    try {
      inTime(milliseconds, () => {
        const begin = performance.now();
        do turns[at++]?.take();
        while (turns[at]?.milliseconds === milliseconds && performance.now() - begin < milliseconds * SHARE);
      });
    } catch (error) {
      turns[at - 1]?.fail(error);
    }
  }
}

function tooLong(milliseconds: number): TookTooLong {
  return new TookTooLong(`The file took more than ${milliseconds / 1000} s and was not checked. Split it.`);
}

/** The error is one of the context, whose classes are others. */
function isTimeout(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
