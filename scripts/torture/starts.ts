import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type App, startApp } from "#tests/e2e/support/start-app.ts";
import { makeCluster } from "#tests/support/databases/postgres.ts";
import { databaseUrl, onServer } from "#tests/support/databases/postgres-template.ts";
import { type Outcome, seconds, type Trial, timesOf } from "./trial.ts";

const TIMES = 5;
const INSTANCES = 3;

/** The first three instances start at the same moment on an empty database. */
export const startsTrial: Trial = {
  name: "starts",
  run: async (options): Promise<Outcome> => {
    const times = timesOf(options, TIMES);
    const failures: string[] = [];
    let slowest = 0;
    const cluster = await makeCluster();
    try {
      await cluster.start();
      for (let time = 0; time < times; time += 1) {
        const name = `torture_${time}`;
        await onServer(cluster.url, `create database ${name}`);
        const begin = performance.now();
        failures.push(...(await startTogether(databaseUrl(cluster.url, name))));
        slowest = Math.max(slowest, performance.now() - begin);
      }
    } finally {
      await cluster.stop();
      cluster.remove();
    }
    const what = `${INSTANCES} simultaneous first starts on an empty PostgreSQL`;
    return { what, times, failures, worst: `all up after ${seconds(slowest)}` };
  },
};

async function startTogether(DATABASE_URL: string): Promise<string[]> {
  const home = mkdtempSync(path.join(tmpdir(), "guardians-torture-"));
  const apps: App[] = [];
  const start = async (_: unknown, at: number) => {
    const app = await startApp({ DATABASE_URL, DATA_DIR: path.join(home, String(at)) });
    apps.push(app);
    const { status } = await fetch(`${app.origin}/api/ready`);
    return status === 200 ? [] : [`an instance came up and answers /api/ready with ${status}`];
  };
  try {
    const started = await Promise.allSettled(Array.from({ length: INSTANCES }, start));
    return started.flatMap((one) => (one.status === "fulfilled" ? one.value : [String(one.reason)]));
  } finally {
    for (const app of apps) await app.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
