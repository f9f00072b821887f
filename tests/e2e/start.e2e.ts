import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "#tests/support/free-port.ts";
import { type App, appEnvironment, startApp } from "./support/start-app.ts";

/** Without the demo: these tests are about starting, not about what is in the program. */
const EMPTY = { DEMO: "0" };
/** A data folder as a first start leaves it, to copy: making a database takes its time. */
let prepared = "";
let apps: App[] = [];
let folders: string[] = [];

beforeAll(async () => {
  prepared = mkdtempSync(path.join(tmpdir(), "guardians-prepared-"));
  await (await startApp({ ...EMPTY, DATA_DIR: path.join(prepared, "data") })).stop();
});

afterAll(() => rmSync(prepared, { recursive: true, force: true }));

afterEach(async () => {
  for (const app of apps) await app.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  apps = [];
  folders = [];
});

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "guardians-start-"));
  folders.push(folder);
  return folder;
}

/** Starts on a copy of the prepared folder, or on a given one. */
async function start(dataFolder?: string): Promise<App> {
  const DATA_DIR = dataFolder ?? path.join(temporaryFolder(), "data");
  if (!dataFolder) cpSync(path.join(prepared, "data"), DATA_DIR, { recursive: true });
  const app = await startApp({ ...EMPTY, DATA_DIR });
  apps.push(app);
  return app;
}

/** A start that ends by itself: what it said, and with which code. */
async function failedStart(
  settings: Record<string, string> & { DATA_DIR: string },
): Promise<{ code: number | null; output: string }> {
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
  it("makes a data folder and a secret for this account only", () => {
    expect(statSync(path.join(prepared, "data")).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(prepared, "data/session-secret")).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(prepared, "data/secrets-key")).mode & 0o777).toBe(0o600);
  });

  it("S45 makes nobody and nothing but what a program starts with, where it is no demo", async () => {
    const client = await PGlite.create(path.join(prepared, "data/pglite"));
    const counted = await client.query<{ people: number; teams: number; reviews: number; services: number }>(
      `select (select count(*)::int from people) as people, (select count(*)::int from teams) as teams,
         (select count(*)::int from reviews) as reviews, (select count(*)::int from services) as services`,
    );
    await client.close();
    expect(counted.rows).toEqual([{ people: 0, teams: 0, reviews: 0, services: 0 }]);
  });

  it("answers on what it made, at the next start; another one says who holds the data, or that the port is in use", async () => {
    const { child, dataFolder, origin } = await start();
    const health = await fetch(`${origin}/api/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({ status: "ok" });

    const onItsData = await failedStart({ ...EMPTY, DATA_DIR: dataFolder });
    expect(onItsData.code).toBe(1);
    expect(onItsData.output).toContain(`in use by process ${child.pid}, since `);

    const onItsPort = await failedStart({ ...EMPTY, DATA_DIR: temporaryFolder(), PORT: new URL(origin).port });
    expect(onItsPort.code).toBe(1);
    expect(onItsPort.output).toMatch(/^Port \d+ on 127\.0\.0\.1 is in use\./m);
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
    const { origin } = await start(dataFolder);
    expect((await fetch(`${origin}/api/health`)).status).toBe(200);
    expect(readFileSync(path.join(dataFolder, "session-secret"), "utf8")).toBe(secret);
  });

  it("says that PostgreSQL does not answer, and nothing of its password", async () => {
    const port = await freePort();
    const DATA_DIR = temporaryFolder();
    const { code, output } = await failedStart({
      DATA_DIR,
      DATABASE_URL: `postgres://me:hidden@127.0.0.1:${port}/data`,
    });
    expect(code).toBe(1);
    expect(output).toMatch(
      new RegExp(`Cannot connect to PostgreSQL at 127.0.0.1:${port}, database data: .*DATABASE_URL`, "m"),
    );
    expect(output).not.toContain("hidden");
  });

  it("says everything that is wrong with the configuration, and does nothing", async () => {
    const DATA_DIR = path.join(temporaryFolder(), "data");
    const { code, output } = await failedStart({ PORT: "http", ORIGIN: "nowhere", DATA_DIR });
    expect(code).toBe(1);
    expect(output).toMatch(/^The configuration is invalid:\n {2}PORT: .*\n {2}ORIGIN: /);
    expect(existsSync(DATA_DIR)).toBe(false);
  });
});
