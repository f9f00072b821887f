import path from "node:path";
import type { Readable } from "node:stream";
import { database } from "#db/client.ts";
import { archiveOf, copyPglite } from "#db/copy-pglite.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure } from "#lib/errors.ts";

/** Whether a copy is being read: there is room for only one, so a second request is refused. */
let taken = false;

/**
 * The embedded database in its current state, read while the server runs, for `guardians restore`. Streams as fast as
 * the caller reads.
 */
export async function readBackup(ctx: Context): Promise<{ name: string; content: Readable }> {
  ensure(may(ctx.actor, "backup.download", null));
  const { driver } = await database();
  if (driver.kind === "postgres") {
    throw new Conflict(
      "The data is in PostgreSQL. Back it up like your other databases, or run “guardians export” on the server.",
    );
  }
  const folder = driver.client.dataDir;
  if (!folder) throw new Conflict("The database is in memory only, so there is nothing to back up.");
  if (taken) throw new Conflict("A backup is already running. Wait until it finishes, then start another.");
  taken = true;
  const done = () => {
    taken = false;
  };
  const copy = path.join(path.dirname(folder), "backup");
  try {
    await copyPglite(driver.client, folder, copy);
  } catch (error) {
    done();
    throw error;
  }
  return { name: fileName(ctx.now), content: archiveOf(copy, { done }) };
}

/** guardians-2026-11-25T090000Z.tar.gz */
function fileName(now: Date): string {
  return `guardians-${now.toISOString().slice(0, 19).replaceAll(":", "")}Z.tar.gz`;
}
