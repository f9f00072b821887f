import { type ChildProcess, fork } from "node:child_process";
import { setPriority } from "node:os";
import { type Limits, memoryWords, processorWords } from "./limits.ts";
import type { Order, Report } from "./message.ts";
import { type Usage, usageOf } from "./usage.ts";
import { WorkEnded } from "./work-ended.ts";

/** A process that does tasks one after another, until a task ends it or it is stopped. */
export type Child = {
  /** Does a task; throws WorkEnded if the task ended the process. One at a time. */
  work: (order: Order) => Promise<unknown>;
  /** Whether it can take another task, and has not grown so much that the next one would get less memory. */
  isFit: () => boolean;
  /** Whether it has had no task yet. */
  isFresh: () => boolean;
  end: () => void;
};

const LOOK_EVERY_MS = 50;
/** Lower than work people wait for, because the server must answer first. */
const LOWER_PRIORITY = 10;
/** The share of a task's memory available to all objects; the rest is the program and uncollected garbage. */
const HEAP_SHARE = 0.75;
/** A child that retains more than this share of its memory is replaced after its task. */
const KEPT_SHARE = 0.6;

type Task = { resolve: (value: unknown) => void; reject: (error: Error) => void; watch: NodeJS.Timeout };

/** Node arguments, and whether the starting process takes priority, as one that answers people does. */
export type Start = { execArgv?: readonly string[]; behind?: boolean };

/** Starts a child without this process's environment. An idle child does not keep the parent alive. */
export function startChild(entry: string, limits: Limits, { execArgv = [], behind = true }: Start = {}): Child {
  const heap = Math.round((limits.memory / (1024 * 1024)) * HEAP_SHARE);
  const child = fork(entry, [], {
    execArgv: [`--max-old-space-size=${heap}`, "--max-semi-space-size=4", ...execArgv],
    env: { NODE_ENV: "production" },
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  if (behind) lowerPriority(child);
  keepAlive(child, false);
  let task: Task | null = null;
  let document: string | null = null;
  let reason: string | null = null;
  /**
   * When work on the current document began; null while the child itself starts, which is not charged to any document.
   */
  let began: { at: number; processor: number } | null = null;
  /** The program's own memory, before its first document. */
  let own: number | null = null;
  let isFinal = false;
  let gone = false;

  const settle = (how: (task: Task) => void) => {
    if (!task) return;
    clearInterval(task.watch);
    const settled = task;
    task = null;
    keepAlive(child, false);
    how(settled);
  };
  const kill = (why: string) => {
    reason ??= why;
    child.kill("SIGKILL");
  };
  const look = () => {
    const usage = child.pid === undefined ? null : usageOf(child.pid);
    if (began && usedSince(began, usage) > limits.processor) {
      isFinal = true;
      kill(`took more than ${processorWords(limits)}`);
    } else if (usage && usage.memory - (own ?? 0) > limits.memory) kill(`took more than ${memoryWords(limits)}`);
  };
  const ended = (how: string) => {
    gone = true;
    const what = document === null ? "The document" : `“${document}”`;
    settle(({ reject }) => reject(new WorkEnded(`${what} ${reason ?? how}.`, isFinal)));
  };

  child.on("message", (report: Report) => {
    if ("began" in report) {
      document = report.began;
      const usage = usageOf(child.pid ?? 0);
      began = { at: performance.now(), processor: usage?.processor ?? 0 };
      own ??= usage?.memory ?? null;
    } else if ("done" in report) settle(({ resolve }) => resolve(report.done));
    else settle(({ reject }) => reject(faultOf(report.failed)));
  });
  child.on("error", (error) => ended(`could not be processed: ${error.message}`));
  child.on("exit", (_, signal) => ended(signal === "SIGABRT" ? `took more than ${memoryWords(limits)}` : BROKE));

  return {
    work: (order) =>
      new Promise((resolve, reject) => {
        [document, began] = [null, null];
        task = { resolve, reject, watch: setInterval(look, LOOK_EVERY_MS) };
        keepAlive(child, true);
        if (gone) ended(BROKE);
        else child.send(order, (error) => error && ended(`could not be processed: ${error.message}`));
      }),
    isFit: () => {
      const usage = child.pid === undefined ? null : usageOf(child.pid);
      return !gone && child.connected && (usage === null || usage.memory - (own ?? 0) < limits.memory * KEPT_SHARE);
    },
    isFresh: () => !gone && own === null,
    end: () => kill("was being processed when the product stopped"),
  };
}

const BROKE = "ended the process working on it";

/** Processor time in milliseconds; elapsed time if the machine does not report it. */
function usedSince({ at, processor }: { at: number; processor: number }, usage: Usage | null): number {
  return usage ? usage.processor - processor : performance.now() - at;
}

/** A fault in this code, with the location where it occurred. */
function faultOf({ message, stack }: { message: string; stack: string }): Error {
  return Object.assign(new Error(message), { stack });
}

function keepAlive(child: ChildProcess, alive: boolean): void {
  if (alive) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

function lowerPriority({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, LOWER_PRIORITY);
  } catch {
    // The child is already gone or cannot be reprioritised; it then shares the processor with the server.
  }
}
