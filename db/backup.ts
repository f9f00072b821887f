import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { openPglite } from "./client.ts";

/** The embedded database of a folder as one file (tar, gzip), as it is: nothing is migrated. Nobody may have it open. */
export async function dumpPglite(folder: string): Promise<Uint8Array> {
  const client = await PGlite.create({ dataDir: folder });
  try {
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

/** Makes the embedded database of a folder that is not there from a dump, and brings its schema up to date: all or nothing. */
export async function fillPglite(folder: string, dump: Uint8Array<ArrayBuffer>): Promise<void> {
  const aside = path.join(path.dirname(folder), "restoring");
  await rm(aside, { recursive: true, force: true });
  try {
    await mkdir(aside, { recursive: true, mode: 0o700 });
    const filled = await PGlite.create({ dataDir: path.join(aside, "pglite"), loadDataDir: new Blob([dump]) });
    await filled.close();
    await (await openPglite(path.join(aside, "pglite"))).close();
    await rename(path.join(aside, "pglite"), folder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
