import type { QueryConfig } from "pg";
import type { Database } from "./client.ts";

type Statement = QueryConfig & { query_timeout?: number };

/**
 * Runs a statement as it is written. On a server `mostMs` is how long its answer is waited for: then its connection is given up,
 * as a host that is gone says nothing.
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
