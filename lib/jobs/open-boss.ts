import PgBoss from "pg-boss";
import type { Database } from "#db/client.ts";
import { runStatement } from "#db/run-statement.ts";
import { QUEUE_SCHEMA } from "./queue.ts";

type Settings = Pick<PgBoss.ConstructorOptions, "migrate" | "supervise" | "maintenanceIntervalSeconds">;

/** What the queue asks is answered at once; its tables are made and changed for as long as that takes. */
const MOST_MS = 60_000;

/** pg-boss over this database's own connections. It keeps no schedule. */
export function openBoss(database: Database, settings: Settings): PgBoss {
  const mostMs = settings.migrate ? undefined : MOST_MS;
  const db = { executeSql: (text: string, values?: unknown[]) => runStatement(database, text, values, mostMs) };
  return new PgBoss({ schema: QUEUE_SCHEMA, schedule: false, ...settings, db });
}
