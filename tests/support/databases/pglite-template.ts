import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { openPglite } from "#db/client.ts";
import { migrationsDigest } from "./migrations.ts";

const CACHE = path.join(process.cwd(), "node_modules/.cache/guardians");

/** A migrated, empty PGlite data directory: the directory itself, and a file of it. */
type EmbeddedTemplate = { folder: string; file: string };

/** Kept between runs while the migrations stay the same. Several runs may ask for it at once: each finds it whole or makes it. */
export async function pgliteTemplate(): Promise<EmbeddedTemplate> {
  const name = `embedded-${migrationsDigest()}`;
  const home = path.join(CACHE, name);
  const made = { folder: path.join(home, "data"), file: path.join(home, "data.tar") };
  if (existsSync(made.file)) return made;
  await mkdir(CACHE, { recursive: true });
  for (const old of await readdir(CACHE)) {
    const isOld = /^(pglite|embedded)-[0-9a-f]+(\.tar)?$/.test(old) && old !== name;
    if (isOld) await rm(path.join(CACHE, old), { recursive: true, force: true });
  }
  const partial = await mkdtemp(`${home}.`);
  const { driver, close } = await openPglite(path.join(partial, "data"));
  if (driver.kind !== "pglite") throw new Error("The template is made on PGlite");
  const dump = await driver.client.dumpDataDir("none");
  await close();
  await writeFile(path.join(partial, "data.tar"), new Uint8Array(await dump.arrayBuffer()));
  await rename(partial, home).catch(async (error) => {
    await rm(partial, { recursive: true });
    if (!existsSync(made.file)) throw error;
  });
  return made;
}
