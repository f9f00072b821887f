import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The current resident memory of a process, in MB. */
export function residentMegabytes(pid: number): number {
  if (process.platform === "linux") {
    const [, kilobytes = "0"] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1_024;
  }
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1_024;
}
