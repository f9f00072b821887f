import { createContext, Script } from "node:vm";

/** Thrown when work takes too long. */
export class TookTooLong extends Error {
  override name = "TookTooLong";
}

/** The product's time limit for a document, in milliseconds of wall-clock time. */
export const LONGEST = 20_000;

const surroundings: { work: () => void } = { work: () => {} };
const context = createContext(surroundings);
const script = new Script("work()");

/**
 * Runs synchronous work and stops it on timeout, watched by another Node thread. Null means no limit, for a process
 * that can be ended from outside.
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
 * Whether this process may still judge texts: stopped work may leave broken state, so nothing is judged after it.
 * Shared by the whole process.
 */
export type Here = { isWhole: boolean };

/** Work waiting for its turn; `take` runs it, `fail` reports that it was stopped. */
type Turn = { milliseconds: number; take: () => void; fail: (error: unknown) => void };

let waiting: Turn[] = [];
/** The share of its time that work may lose to earlier work in the same batch. */
const SHARE = 0.2;

/**
 * Like `inTime`, batched with all work requested at the same time, because watching costs more than a small text.
 * Stopped work also stops the rest of its batch here.
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
  return new TookTooLong(`The file took more than ${milliseconds / 1000} s and was not checked. Split the file.`);
}

/** The error comes from another context, whose classes differ. */
function isTimeout(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
