import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { openPglite } from "#db/client.ts";
import { migrationsDigest } from "./migrations.ts";

const CACHE = path.join(process.cwd(), "node_modules/.cache/guardians");

/**
 * A file with a migrated, empty PGlite data directory, beside the directory itself (without the file's ending). Kept between
 * runs while the migrations stay the same. Several runs may ask for it at once: each finds it whole or makes it.
 */
export async function pgliteTemplate(): Promise<string> {
  const name = `embedded-${migrationsDigest()}`;
  const folder = path.join(CACHE, name);
  const file = path.join(folder, "data.tar");
  if (existsSync(file)) return file;
  await mkdir(CACHE, { recursive: true });
  for (const old of await readdir(CACHE)) {
    const isOld = /^(pglite|embedded)-[0-9a-f]+(\.tar)?$/.test(old) && old !== name;
    if (isOld) await rm(path.join(CACHE, old), { recursive: true, force: true });
  }
  const partial = await mkdtemp(`${folder}.`);
  const { driver, close } = await openPglite(path.join(partial, "data"));
  if (driver.kind !== "pglite") throw new Error("The template is made on PGlite");
  const dump = await driver.client.dumpDataDir("none");
  await close();
  await writeFile(path.join(partial, "data.tar"), new Uint8Array(await dump.arrayBuffer()));
  await rename(partial, folder).catch(async (error) => {
    await rm(partial, { recursive: true });
    if (!existsSync(file)) throw error;
  });
  return file;
}
