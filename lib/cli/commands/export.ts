import { randomUUID } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { openContext } from "#lib/context.ts";
import { env } from "#lib/env.ts";
import { NotFound } from "#lib/errors.ts";
import { exportProgram } from "#lib/transfer/export-program.ts";
import { withDatabase } from "../open-database.ts";
import { readFileName } from "../read-file-name.ts";
import { refuseExisting, writeWhole } from "../write-whole.ts";

/** `guardians export FILE`: exports the configured program to a new file. Returns a summary. */
export async function exportToFile(args: string[]): Promise<string> {
  const file = readFileName(args);
  refuseExisting(file);
  const { DATABASE_URL, DATA_DIR } = env();
  const folder = path.join(DATA_DIR, "pglite");
  if (!DATABASE_URL && !existsSync(folder)) throw new NotFound(`The embedded database ${folder}`);
  const { tables, rows } = await withDatabase(async ({ db }) => {
    const actor = { kind: "system", job: "export" } as const;
    const ctx = await openContext({ actor, db, now: new Date(), requestId: randomUUID() });
    return writeWhole(file, (handle) =>
      exportProgram(ctx, (text) => pipeline(text, createGzip(), (zipped) => writeFile(handle, zipped))),
    );
  });
  const megabytes = Math.ceil(statSync(file).size / 1_000_000);
  return `Wrote ${rows} rows of ${tables} tables to ${file}, ${megabytes} MB.`;
}
