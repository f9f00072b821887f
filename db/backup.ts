import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { type Db, openPglite } from "./client.ts";
import { embeddedDb } from "./embedded-client.ts";

/**
 * The embedded database of a folder as one file (tar, gzip), as `first` leaves it: nothing is migrated, so that may be older than
 * the program. Nobody may have it open.
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

/** What is in a file that `dumpPglite` made, or null where that was not whole or is something else. */
export function readDump(file: Uint8Array): Uint8Array<ArrayBuffer> | null {
  try {
    const tar = new Uint8Array(gunzipSync(file));
    return tar.byteLength > 0 && Buffer.from(tar).includes("PG_VERSION") ? tar : null;
  } catch {
    return null;
  }
}

/**
 * Makes the embedded database of a folder that is not there from a dump, brings its schema up to date and does what is left to be
 * done in it: all or nothing.
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
