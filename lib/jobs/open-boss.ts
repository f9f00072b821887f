import PgBoss from "pg-boss";
import type { Database } from "#db/client.ts";
import { QUEUE_SCHEMA } from "./queue.ts";

type Settings = Pick<PgBoss.ConstructorOptions, "migrate" | "supervise" | "maintenanceIntervalSeconds">;

/** pg-boss over this database's own connections. It keeps no schedule. */
export function openBoss(database: Database, settings: Settings): PgBoss {
  const db = { executeSql: (text: string, values?: unknown[]) => runStatement(database, text, values) };
  return new PgBoss({ schema: QUEUE_SCHEMA, schedule: false, ...settings, db });
}

export async function runStatement(
  { driver }: Database,
  text: string,
  values?: unknown[],
): Promise<{ rows: unknown[] }> {
  if (driver.kind === "postgres") return driver.pool.query(text, values);
  if (values) return driver.client.query(text, values);
  return (await driver.client.exec(text)).at(-1) ?? { rows: [] };
}
