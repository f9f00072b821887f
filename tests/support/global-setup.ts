import path from "node:path";
import type { TestProject } from "vitest/node";
import { bundleWorker } from "../../scripts/steps/checks-worker.mjs";
import { pgliteTemplate } from "./pglite-template.ts";
import { type PostgresTemplate, postgresTemplate } from "./postgres-template.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A dumped data directory for PGlite, or a migrated database of a PostgreSQL server to copy. */
    databaseTemplate: { kind: "pglite"; file: string } | ({ kind: "postgres" } & PostgresTemplate);
    /** The program of the processes in which documents are read and checked, made of the source as it is. */
    checksWorker: string;
  }
}

const CHECKS_WORKER = path.resolve("node_modules/.cache/guardians/checks-worker.mjs");

/** Bundles the program that reads and checks documents, and makes the template that every test file's database is a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const wanted = process.env.TEST_DATABASE ?? "pglite";
  // For tests that read the tree and nothing else.
  if (wanted === "none") return async () => undefined;
  await bundleWorker(CHECKS_WORKER);
  project.provide("checksWorker", CHECKS_WORKER);
  if (wanted === "pglite") {
    project.provide("databaseTemplate", { kind: "pglite", file: await pgliteTemplate() });
    return async () => undefined;
  }
  if (wanted !== "postgres") throw new Error(`TEST_DATABASE is "${wanted}": use "pglite", "postgres" or "none"`);
  const { stop, ...template } = await postgresTemplate();
  project.provide("databaseTemplate", { kind: "postgres", ...template });
  return stop;
}
