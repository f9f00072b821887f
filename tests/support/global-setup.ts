import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { buildCommand } from "../../scripts/steps/build.mjs";
import { bundleWorker } from "../../scripts/steps/checks-worker.mjs";
import { pgliteTemplate } from "./databases/pglite-template.ts";
import { type PostgresTemplate, postgresTemplate } from "./databases/postgres-template.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A dumped data directory for PGlite, or a migrated database of a PostgreSQL server to copy. */
    databaseTemplate: { kind: "pglite"; file: string } | ({ kind: "postgres" } & PostgresTemplate);
    /** The folder of an embedded database that is migrated and empty, whatever the tests open. */
    embeddedTemplate: string;
    /** The program of the processes in which documents are read and checked, made of the source as it is. */
    checksWorker: string;
    /** The folder of the command, bundled of the source as it is: a process of it starts in a tenth of the time of the source. */
    command: string;
  }
}

const BUNDLES = path.resolve("node_modules/.cache/guardians");
const CHECKS_WORKER = path.join(BUNDLES, "checks-worker.mjs");

/** Bundles the programs that tests start, and makes the template that every test file's database is a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const wanted = process.env.TEST_DATABASE ?? "pglite";
  // For tests that read the tree and nothing else.
  if (wanted === "none") return async () => undefined;
  await bundleWorker(CHECKS_WORKER);
  project.provide("checksWorker", CHECKS_WORKER);
  const command = mkdtempSync(path.join(BUNDLES, "command-"));
  const removeCommand = () => rmSync(command, { recursive: true });
  await buildCommand(command);
  project.provide("command", command);
  const embedded = await pgliteTemplate();
  project.provide("embeddedTemplate", embedded.folder);
  if (wanted === "pglite") {
    project.provide("databaseTemplate", { kind: "pglite", file: embedded.file });
    return async () => removeCommand();
  }
  if (wanted !== "postgres") throw new Error(`TEST_DATABASE is "${wanted}": use "pglite", "postgres" or "none"`);
  const { stop, ...template } = await postgresTemplate();
  project.provide("databaseTemplate", { kind: "postgres", ...template });
  return () => stop().finally(removeCommand);
}
