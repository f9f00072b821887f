import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type App, appEnvironment, startApp } from "./support/start-app.ts";

/** Without the demo: these tests are about starting, not about what is in the program. */
const EMPTY = { DEMO: "0" };
let apps: App[] = [];

afterEach(async () => {
  for (const app of apps) await app.stop();
  apps = [];
});

async function start(settings: Record<string, string> = EMPTY): Promise<App> {
  const app = await startApp(settings);
  apps.push(app);
  return app;
}

/** A start that ends by itself: what it said, and with which code. */
async function failedStart(settings: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["scripts/start.mjs"], { env: appEnvironment(settings) });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<[number | null, string | null]> {
  const exit = once(child, "exit") as Promise<[number | null, string | null]>;
  child.kill(signal);
  return exit;
}

describe("npm start", () => {
  it("makes a data folder and a secret for this account only, and answers", async () => {
    const { origin, dataFolder } = await start();
    const health = await fetch(`${origin}/api/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({ status: "ok" });
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(dataFolder, "session-secret")).mode & 0o777).toBe(0o600);
  });

  it("refuses a second process on the same data and says who holds it", async () => {
    const { child, dataFolder } = await start();
    const { code, output } = await failedStart({ ...EMPTY, DATA_DIR: dataFolder });
    expect(code).toBe(1);
    expect(output).toContain(`in use by process ${child.pid}, since `);
  });

  it("says that its port is in use", async () => {
    const { origin } = await start();
    const { code, output } = await failedStart({ ...EMPTY, PORT: new URL(origin).port });
    expect(code).toBe(1);
    expect(output).toMatch(/^Port \d+ on 127\.0\.0\.1 is in use\./m);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 0],
  ] as const)("ends cleanly on %s and leaves no lock", async (signal, code) => {
    const { child, dataFolder, log } = await start();
    expect(await end(child, signal)).toEqual([code, null]);
    expect(existsSync(path.join(dataFolder, "lock"))).toBe(false);
    expect(log()).toBe("");
  });

  it("takes the data over from a process that was killed, and keeps its secret", async () => {
    const { child, dataFolder } = await start();
    const secret = readFileSync(path.join(dataFolder, "session-secret"), "utf8");
    await end(child, "SIGKILL");
    const { origin } = await start({ ...EMPTY, DATA_DIR: dataFolder });
    expect((await fetch(`${origin}/api/health`)).status).toBe(200);
    expect(readFileSync(path.join(dataFolder, "session-secret"), "utf8")).toBe(secret);
  });

  it("says everything that is wrong with the configuration, and does nothing", async () => {
    const DATA_DIR = path.join(tmpdir(), "guardians-that-never-were");
    const { code, output } = await failedStart({ PORT: "http", ORIGIN: "nowhere", DATA_DIR });
    expect(code).toBe(1);
    expect(output).toMatch(/^The configuration is wrong:\n {2}PORT: .*\n {2}ORIGIN: /);
    expect(existsSync(DATA_DIR)).toBe(false);
  });
});
