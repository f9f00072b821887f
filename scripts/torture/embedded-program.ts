import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { type App, startApp } from "#tests/e2e/support/start-app.ts";
import { signInDemo } from "#tests/support/fuzz/send.ts";
import { makeSmallProgram } from "#tests/support/small-program.ts";
import type { Query } from "./postgres-program.ts";
import type { Scene } from "./writing.ts";

/** A data folder with a small program in it, and a way to serve it. */
export type EmbeddedProgram = {
  serve: (settings?: Record<string, string>) => Promise<App>;
  /** Reads the database while nobody serves it. */
  reading: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
};

/** Runs `work` on a temporary data folder, which is deleted at the end. */
export async function onEmbedded<T>(work: (given: EmbeddedProgram) => Promise<T>, folder = tmpdir()): Promise<T> {
  const home = mkdtempSync(path.join(folder, "guardians-torture-"));
  const DATA_DIR = path.join(home, "data");
  const apps: App[] = [];
  try {
    await makeSmallProgram(DATA_DIR);
    const serve = async (settings: Record<string, string> = {}) => {
      const app = await startApp({ ...settings, DATA_DIR });
      apps.push(app);
      return app;
    };
    return await work({ serve, reading: (work) => reading(path.join(DATA_DIR, "pglite"), work) });
  } finally {
    for (const app of apps) await app.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function reading<T>(folder: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await PGlite.create(folder);
  try {
    return await work(async <Row>(text: string) => (await client.query<Row>(text)).rows);
  } finally {
    await client.close();
  }
}

/** Signs in the people of a small program, who write to one of its reviews. */
export async function embeddedScene(origin: string): Promise<Scene> {
  const names = ["builder", "guardian", "engineer", "engineer2", "manager"];
  const cookies: string[] = [];
  for (const name of names) cookies.push((await signInDemo(origin, `${name}@example.com`)) ?? "");
  return { cookies, ref: "REV-1", serviceId: 1 };
}
