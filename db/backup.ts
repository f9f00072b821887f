import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { type Db, openPglite } from "./client.ts";
import { embeddedDb } from "./embedded-client.ts";

/**
 * Dumps a folder's embedded database as one file (tar, gzip), after `first` has run. Nothing is migrated, so the schema
 * may be older than the program. Nobody may have the database open.
 */
export async function dumpPglite(folder: string, first: (db: Db) => Promise<unknown>): Promise<Uint8Array> {
  const client = await PGlite.create({ dataDir: folder });
  try {
    await first(embeddedDb(client));
    return new Uint8Array(await (await client.dumpDataDir("gzip")).arrayBuffer());
  } finally {
    await client.close();
  }
}

/** The contents of a `dumpPglite` file, or null if the file is incomplete or something else. */
export function readDump(file: Uint8Array): Uint8Array<ArrayBuffer> | null {
  try {
    const tar = new Uint8Array(gunzipSync(file));
    return tar.byteLength > 0 && Buffer.from(tar).includes("PG_VERSION") ? tar : null;
  } catch {
    return null;
  }
}

/**
 * Creates the embedded database in a missing folder from a dump, migrates it and finishes pending work: all or nothing.
 */
export async function fillPglite(
  folder: string,
  dump: Uint8Array<ArrayBuffer>,
  last: (db: Db) => Promise<unknown>,
): Promise<void> {
  const aside = path.join(path.dirname(folder), "restoring");
  await rm(aside, { recursive: true, force: true });
  try {
    await mkdir(aside, { recursive: true, mode: 0o700 });
    const filled = await PGlite.create({ dataDir: path.join(aside, "pglite"), loadDataDir: new Blob([dump]) });
    await filled.close();
    const opened = await openPglite(path.join(aside, "pglite"));
    await last(opened.db).finally(opened.close);
    await rename(path.join(aside, "pglite"), folder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
