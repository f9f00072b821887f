import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Database, database } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { Invalid, Unavailable } from "#lib/errors.ts";
import { takeLock } from "../../scripts/steps/lock.mjs";

/** Opens the server's database while `work` runs. The embedded database allows only one process. */
export async function withDatabase<T>(work: (opened: Database) => Promise<T>): Promise<T> {
  const { DATABASE_URL, DATA_DIR } = env();
  if (!DATABASE_URL) mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 });
  const lock = DATABASE_URL ? null : takeLock(path.join(DATA_DIR, "lock"));
  try {
    const opened = await database().catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      const where = DATABASE_URL ? "the database in DATABASE_URL" : `the database in ${DATA_DIR}`;
      throw new Unavailable(`Cannot open ${where}: ${why}. Check that it exists and that this account can use it.`);
    });
    return await work(opened).finally(opened.close);
  } finally {
    lock?.release();
  }
}

/** Locks the embedded database while `work` runs, without opening it. `work` receives its actual or future folder. */
export async function withDataFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const { DATABASE_URL, DATA_DIR } = env();
  if (DATABASE_URL) {
    throw new Invalid(
      "With DATABASE_URL, the data is in PostgreSQL. Back up and restore it with your PostgreSQL tools.",
    );
  }
  mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 });
  const lock = takeLock(path.join(DATA_DIR, "lock"));
  try {
    return await work(path.join(DATA_DIR, "pglite"));
  } finally {
    lock.release();
  }
}
