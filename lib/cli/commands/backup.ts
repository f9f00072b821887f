import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { dumpPglite } from "#db/backup.ts";
import type { Db } from "#db/client.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { recordBackup } from "#lib/transfer/record-backup.ts";
import { DEFAULT_TIME_ZONE, dayIn } from "#lib/zoned-time.ts";
import { withDataFolder } from "../open-database.ts";
import { readFileName } from "../read-file-name.ts";
import { refuseExisting, writeWhole } from "../write-whole.ts";

/** `guardians backup FILE`: writes the embedded database to a new file. Returns a summary. */
export async function backup(args: string[]): Promise<string> {
  const file = readFileName(args);
  refuseExisting(file);
  return withDataFolder(async (folder) => {
    if (!existsSync(folder)) throw new NotFound(`The embedded database ${folder}`);
    const dump = await dumpPglite(folder, (db) => recordBackup(contextOf(db)));
    await writeWhole(file, (handle) => handle.writeFile(dump));
    return `Wrote ${folder} to ${file}, ${Math.ceil(dump.byteLength / 1_000_000)} MB.`;
  });
}

/** Settings of an older database cannot be read, so its date does not come from the program's settings. */
function contextOf(db: Db): Context {
  const now = new Date();
  const actor = { kind: "system", job: "backup" } as const;
  return { actor, db, now, day: dayIn(now, DEFAULT_TIME_ZONE), requestId: randomUUID() };
}
