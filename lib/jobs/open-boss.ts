import PgBoss from "pg-boss";
import type { Database } from "#db/client.ts";
import { runStatement } from "#db/run-statement.ts";
import { QUEUE_SCHEMA } from "./queue.ts";

type Settings = Pick<PgBoss.ConstructorOptions, "migrate" | "supervise" | "maintenanceIntervalSeconds">;

/** Queue queries answer immediately, but creating and migrating its tables has no time limit. */
const MOST_MS = 60_000;

/** pg-boss over this database's own connections. It runs no schedules. */
export function openBoss(database: Database, settings: Settings): PgBoss {
  const mostMs = settings.migrate ? undefined : MOST_MS;
  const db = { executeSql: (text: string, values?: unknown[]) => runStatement(database, text, values, mostMs) };
  return new PgBoss({ schema: QUEUE_SCHEMA, schedule: false, ...settings, db });
}
