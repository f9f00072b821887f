import { cpSync } from "node:fs";
import path from "node:path";
import { inject } from "vitest";

/** Lays an embedded database that is migrated and empty into a data folder: to make one takes seconds. */
export function layEmbedded(dataFolder: string): void {
  cpSync(inject("embeddedTemplate"), path.join(dataFolder, "pglite"), { recursive: true });
}
