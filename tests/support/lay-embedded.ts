import { cpSync } from "node:fs";
import path from "node:path";
import { inject } from "vitest";

/** Lays an embedded database that is migrated and empty into a data folder: to make one takes seconds. */
export function layEmbedded(dataFolder: string): void {
  const template = inject("databaseTemplate");
  if (template.kind !== "pglite") throw new Error("Embedded databases are tested with TEST_DATABASE=pglite");
  cpSync(template.file.replace(/\.tar$/, ""), path.join(dataFolder, "pglite"), { recursive: true });
}
