import type { QueryOptions, Results } from "@electric-sql/pglite";
import type { Db } from "#db/client.ts";

type Query = (text: string, values?: unknown[], options?: QueryOptions) => Promise<Results>;
type Client = { query: Query; transaction: <T>(work: (tx: { query: Query }) => Promise<T>) => Promise<T> };

/**
 * Turns round what a statement asks for in no order. The database promises none: it mostly is the one in which rows were written, and
 * now and then another, so what relies on it fails here each time.
 */
export function withoutOrder(db: Db): Db {
  const { $client: client } = db as unknown as { $client: Client };
  const { query, transaction } = client;
  client.query = turned(query.bind(client));
  client.transaction = (work) =>
    transaction.call(client, (tx) => work({ ...tx, query: turned(tx.query) })) as ReturnType<typeof work>;
  return db;
}

function turned(query: Query): Query {
  return async (text, values, options) => {
    const results = await query(text, values, options);
    if (isWithoutOrder(text)) results.rows.reverse();
    return results;
  };
}

const known = new Map<string, boolean>();

function isWithoutOrder(text: string): boolean {
  const before = known.get(text);
  if (before !== undefined) return before;
  const asks = /^\s*(select|with|update|delete)\b/i.test(text) && !/\border by\b/i.test(outermost(text));
  known.set(text, asks);
  return asks;
}

/** A statement without what stands in quotes and parentheses. */
function outermost(text: string): string {
  let depth = 0;
  let found = "";
  for (const [part] of text.matchAll(/'[^']*'|"[^"]*"|[()]|[^'"()]+/g)) {
    if (part === ")") depth -= 1;
    if (depth === 0) found += part;
    if (part === "(") depth += 1;
  }
  return found;
}
