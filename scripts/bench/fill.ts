import { readFileSync } from "node:fs";
import path from "node:path";
import { type Database, openPostgres } from "#db/client.ts";
import { systemContext } from "#tests/support/actors.ts";
import { seedProgram } from "#tests/support/people.ts";

/** The benchmark's signed-in person: a security engineer who also manages the program. */
export const SIGNED_IN = 2040;
/** People who see only part of the data: a guardian with a team, and the leader of an organisation. */
export const GUARDIAN = 1;
export const LEADER = 600;

/** Migrates an empty database and fills it with the given number of reviews, which end at `now`. */
export async function fill(url: string, reviews: number, now: Date): Promise<Database> {
  const database = await openPostgres(url);
  if (database.driver.kind !== "postgres") throw new Error("The benchmark runs on PostgreSQL");
  await seedProgram(systemContext(database.db).db);
  const text = readFileSync(path.join(import.meta.dirname, "fill.sql"), "utf8");
  const given = text.replaceAll(":now::", `'${now.toISOString()}'::`).replaceAll(":reviews", String(reviews));
  await database.driver.pool.query(given);
  return database;
}
