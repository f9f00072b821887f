import { randomUUID } from "node:crypto";
import { openContext } from "#lib/context.ts";
import { importProgram } from "#lib/transfer/import-program.ts";
import { openExport } from "../export-file.ts";
import { withDatabase } from "../open-database.ts";
import { readFileName } from "../read-file-name.ts";

/** `guardians import FILE`: takes an export into the database of this configuration. Returns what was done. */
export async function importFromFile(args: string[]): Promise<string> {
  const file = readFileName(args);
  const lines = await openExport(file);
  const { rows } = await withDatabase(async ({ db, driver }) => {
    const actor = { kind: "system", job: "import" } as const;
    const imported = await importProgram(
      await openContext({ actor, db, now: new Date(), requestId: randomUUID() }),
      lines,
    );
    // Plans are made from statistics, which the embedded database never gathers by itself.
    if (driver.kind === "pglite") await driver.client.exec("analyze");
    return imported;
  });
  return `Imported ${rows} rows from ${file}. Everybody signs in again.`;
}
