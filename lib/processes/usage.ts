import { readFileSync } from "node:fs";

/** What a process has used: processor time in milliseconds, and resident memory in bytes. */
export type Usage = { processor: number; memory: number };

/** Linux counts processor time in hundredths of a second, on every machine. */
const TICK = 10;

/** What a process has used, as its machine says; null where only Linux would say it, or the process is gone. */
export function usageOf(pid: number): Usage | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name of the program stands in parentheses and may hold anything.
    const [, , , , , , , , , , , user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [, resident = "0"] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1")) ?? [];
    return { processor: (user + system) * TICK, memory: Number(resident) * 1024 };
  } catch {
    return null;
  }
}
