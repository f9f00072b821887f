import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fillPglite, readDump } from "#db/backup.ts";
import { openContext } from "#lib/context.ts";
import { Conflict, Invalid } from "#lib/errors.ts";
import { settleRestored } from "#lib/transfer/settle-restored.ts";
import { withDataFolder } from "../open-database.ts";
import { readFileName } from "../read-file-name.ts";

/** `guardians restore FILE`: creates the embedded database from a backup, if there is none yet. Returns a summary. */
export async function restore(args: string[]): Promise<string> {
  const file = readFileName(args);
  const content = await readFile(file).catch((error: Error) => {
    throw new Invalid(`Cannot read ${file}: ${error.message}.`);
  });
  const dump = readDump(content);
  if (!dump) throw new Invalid(`${file} is not a backup from “guardians backup”, or it is incomplete.`);
  return withDataFolder(async (folder) => {
    if (existsSync(folder)) {
      throw new Conflict(`${folder} already contains a database. Restore into a DATA_DIR without one.`);
    }
    await fillPglite(folder, dump, async (db) => {
      const actor = { kind: "system", job: "restore" } as const;
      return settleRestored(await openContext({ actor, db, now: new Date(), requestId: randomUUID() }));
    });
    return `Restored ${file} to ${folder}. Everyone must sign in again.`;
  });
}
