import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { openPglite } from "#db/client.ts";
import { migrationsDigest } from "./migrations.ts";

const CACHE = path.join(process.cwd(), "node_modules/.cache/guardians");

/**
 * A file with a migrated, empty PGlite data directory, beside the directory itself (without the file's ending). Kept between
 * runs while the migrations stay the same.
 */
export async function pgliteTemplate(): Promise<string> {
  const name = `pglite-${migrationsDigest()}`;
  const file = path.join(CACHE, `${name}.tar`);
  if (existsSync(file)) return file;
  await mkdir(CACHE, { recursive: true });
  for (const old of await readdir(CACHE)) {
    if (/^pglite-[0-9a-f]+(\.tar)?$/.test(old)) await rm(path.join(CACHE, old), { recursive: true, force: true });
  }
  const partial = path.join(CACHE, `${name}.${process.pid}`);
  const { driver, close } = await openPglite(partial);
  if (driver.kind !== "pglite") throw new Error("The template is made on PGlite");
  const dump = await driver.client.dumpDataDir("none");
  await close();
  await writeFile(`${partial}.tar`, new Uint8Array(await dump.arrayBuffer()));
  await rename(partial, path.join(CACHE, name));
  await rename(`${partial}.tar`, file);
  return file;
}
