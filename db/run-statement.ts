import type { QueryConfig } from "pg";
import type { Database } from "./client.ts";

type Statement = QueryConfig & { query_timeout?: number };

/**
 * Runs a raw statement. On a server, `mostMs` limits the wait for a response; then the connection is abandoned, because
 * a vanished host sends nothing.
 */
export async function runStatement(
  { driver }: Pick<Database, "driver">,
  text: string,
  values?: unknown[],
  mostMs?: number,
): Promise<{ rows: unknown[] }> {
  if (driver.kind === "postgres") {
    const statement: Statement = { text, ...(values && { values }), ...(mostMs && { query_timeout: mostMs }) };
    return driver.pool.query(statement);
  }
  if (values) return driver.client.query(text, values);
  return (await driver.client.exec(text)).at(-1) ?? { rows: [] };
}
