import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dumpPglite } from "#db/backup.ts";
import { Conflict, NotFound } from "#lib/errors.ts";
import { withDataFolder } from "../open-database.ts";
import { readFileName } from "../read-file-name.ts";

/** `guardians backup FILE`: writes the embedded database to a new file. Returns what was done. */
export async function backup(args: string[]): Promise<string> {
  const file = readFileName(args);
  if (existsSync(file)) throw new Conflict(`There is a file ${file} already. Name one that is not there yet.`);
  return withDataFolder(async (folder) => {
    if (!existsSync(folder)) throw new NotFound(`The embedded database ${folder}`);
    const dump = await dumpPglite(folder);
    await writeWhole(file, dump);
    return `Wrote ${folder} to ${file}, ${Math.ceil(dump.byteLength / 1_000_000)} MB.`;
  });
}

/** Under its name a backup is whole, and on the disk. */
async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  const partial = `${file}.${process.pid}`;
  try {
    const handle = await open(partial, "wx", 0o600);
    await handle
      .writeFile(content)
      .then(() => handle.sync())
      .finally(() => handle.close());
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}
