import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startApp } from "./start-app.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the application of the browser tests answers, with the demo program in it. */
    origin: string;
  }
}

/**
 * One application for all browser tests: they run one after another, in the order of their names. Its demo program is a copy of
 * the one in MADE_DATA, where that is given, or made anew.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "guardians-browser-"));
  const data = path.join(folder, "data");
  const made = process.env.MADE_DATA;
  if (made) cpSync(made, data, { recursive: true, preserveTimestamps: true });
  const app = await startApp({ DATA_DIR: data });
  project.provide("origin", app.origin);
  return async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
    if (app.log().trim()) throw new Error(`The application wrote to its log during the tests:\n${app.log()}`);
  };
}
