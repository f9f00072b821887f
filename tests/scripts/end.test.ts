import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";

const MODULE = pathToFileURL(path.resolve("scripts/steps/end.mjs")).href;

/** How a process ends that was told to, in the middle of its work. */
async function endedBy(signal: NodeJS.Signals, options = "") {
  const code = `
    const { endOnSignals } = await import(${JSON.stringify(MODULE)});
    endOnSignals(${options});
    setInterval(() => undefined, 60_000);
    process.send("ready");`;
  const stdio = ["ignore", "inherit", "inherit", "ipc"] as const;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: [...stdio] });
  await once(child, "message");
  child.kill(signal);
  const [status] = await once(child, "close");
  return status;
}

describe("a process that is told to stop", () => {
  it.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGINT", 130],
  ] as const)("does not say that it came to its end: %s", async (signal, status) => {
    expect(await endedBy(signal)).toBe(status);
  });

  it.each(["SIGTERM", "SIGHUP"] as const)("has done what it was for where it serves: %s", async (signal) => {
    expect(await endedBy(signal, "{ serves: true }")).toBe(0);
  });
});
