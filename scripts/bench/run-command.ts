import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { usageOf } from "#lib/processes/usage.ts";

/** The cost of a run: wall-clock and processor seconds, and megabytes of its largest process. */
export type Taken = { seconds: number; processor: number; megabytes: number };

const LOOK_EVERY_MS = 10;

/** Runs the built command on a folder or file, and monitors it and its child processes. Throws if it fails. */
export async function runCommand(program: string, args: readonly string[], cwd: string): Promise<Taken> {
  const begin = performance.now();
  const child = spawn(process.execPath, [program, ...args], { cwd, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const ended = once(child, "exit");
  const processor = new Map<number, number>();
  let memory = 0;
  while (child.exitCode === null && child.signalCode === null) {
    for (const pid of processesOf(child.pid ?? 0)) {
      const usage = usageOf(pid);
      if (!usage) continue;
      processor.set(pid, usage.processor);
      memory = Math.max(memory, usage.memory);
    }
    await Promise.race([ended, wait(LOOK_EVERY_MS)]);
  }
  const seconds = (performance.now() - begin) / 1000;
  if (child.exitCode === null || child.exitCode === 1) throw new Error(`The command failed: ${said}`);
  const used = [...processor.values()].reduce((sum, each) => sum + each, 0);
  return { seconds, processor: used / 1000, megabytes: memory / 1024 / 1024 };
}

/** A process and its descendants, if the system lists them. */
function processesOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").trim().split(" ");
    return [pid, ...children.filter((one) => one !== "").map(Number)];
  } catch {
    return [pid];
  }
}
