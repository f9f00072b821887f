import { randomUUID } from "node:crypto";
import { openContext } from "#lib/context.ts";
import { importProgram } from "#lib/transfer/import-program.ts";
import { openExport } from "../export-file.ts";
import { withDatabase } from "../open-database.ts";
import { readFileName } from "../read-file-name.ts";

/** `guardians import FILE`: imports an export into the configured database. Returns a summary. */
export async function importFromFile(args: string[]): Promise<string> {
  const file = readFileName(args);
  const lines = await openExport(file);
  const { rows } = await withDatabase(async ({ db, driver }) => {
    const actor = { kind: "system", job: "import" } as const;
    const imported = await importProgram(
      await openContext({ actor, db, now: new Date(), requestId: randomUUID() }),
      lines,
    );
    // Query plans need statistics, which the embedded database never gathers automatically.
    if (driver.kind === "pglite") await driver.client.exec("analyze");
    return imported;
  });
  return `Imported ${rows} rows from ${file}. Everyone must sign in again.`;
}
