import { readFileSync } from "node:fs";

/** A process's usage: processor time in milliseconds, and resident memory in bytes. */
export type Usage = { processor: number; memory: number };

/** Linux counts processor time in hundredths of a second, on every machine. */
const TICK = 10;

/** A process's usage as reported by the machine; null if not on Linux, or if the process is gone. */
export function usageOf(pid: number): Usage | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The program name is in parentheses and may contain any character.
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
