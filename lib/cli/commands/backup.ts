import { existsSync } from "node:fs";
import { dumpPglite } from "#db/backup.ts";
import { NotFound } from "#lib/errors.ts";
import { withDataFolder } from "../open-database.ts";
import { readFileName } from "../read-file-name.ts";
import { refuseExisting, writeWhole } from "../write-whole.ts";

/** `guardians backup FILE`: writes the embedded database to a new file. Returns what was done. */
export async function backup(args: string[]): Promise<string> {
  const file = readFileName(args);
  refuseExisting(file);
  return withDataFolder(async (folder) => {
    if (!existsSync(folder)) throw new NotFound(`The embedded database ${folder}`);
    const dump = await dumpPglite(folder);
    await writeWhole(file, (handle) => handle.writeFile(dump));
    return `Wrote ${folder} to ${file}, ${Math.ceil(dump.byteLength / 1_000_000)} MB.`;
  });
}
