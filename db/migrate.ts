import path from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { type Executes, rowsOf } from "./rows-of.ts";

export const MIGRATIONS = path.join(process.cwd(), "db/migrations");

/** Refuses a schema migrated by a newer program, because this one may misread and damage its data (S49). */
export async function refuseNewer(db: Executes): Promise<void> {
  if ((await newestMade(db)) <= newestKnown()) return;
  throw new Error(
    "A newer version of Guardians has migrated this database. Start that version, or give this one its own database (DATABASE_URL or DATA_DIR).",
  );
}

/** True when no migration is pending. */
export async function isMigrated(db: Executes): Promise<boolean> {
  return (await newestMade(db)) >= newestKnown();
}

/** The time of the newest applied migration; 0 in a new database. */
async function newestMade(db: Executes): Promise<number> {
  const [found] = await rowsOf<{ there: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  );
  if (!found?.there) return 0;
  const [made] = await rowsOf<{ newest: number | null }>(
    db,
    sql`select max(created_at)::float8 as newest from drizzle.__drizzle_migrations`,
  );
  return made?.newest ?? 0;
}

function newestKnown(): number {
  return Math.max(...readMigrationFiles({ migrationsFolder: MIGRATIONS }).map((file) => file.folderMillis));
}
