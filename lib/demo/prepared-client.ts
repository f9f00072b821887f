import { type PGlite, parse, protocol, type QueryOptions, type Results } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import type { Db } from "#db/client.ts";
import * as schema from "#db/schema/index.ts";

const { serialize } = protocol;

/**
 * The embedded database with every statement prepared once and sent as one message: the ready-made client parses and
 * plans each time, in three messages. Fifty thousand small statements make the difference. One caller at a time.
 */
export function preparedDatabase(client: PGlite): Db {
  return drizzle(new PreparedClient(client) as unknown as PGlite, { schema, casing: "snake_case" });
}

type Parsers = Parameters<typeof parse.parseResults>[1];

class PreparedClient {
  readonly #client: PGlite;
  readonly #names = new Map<string, string>();
  readonly #parsers = new Map<QueryOptions["rowMode"], Parsers>();

  constructor(client: PGlite) {
    this.#client = client;
  }

  async query(text: string, values: unknown[] = [], options: QueryOptions = {}): Promise<Results> {
    const known = this.#names.get(text);
    const name = known ?? `seed_${this.#names.size}`;
    const parts = [
      ...(known === undefined ? [serialize.parse({ name, text })] : []),
      serialize.bind({ statement: name, values: values.map(textOf) }),
      serialize.describe({ type: "P" }),
      serialize.execute(),
      serialize.sync(),
    ];
    const { messages } = await this.#client.execProtocol(Buffer.concat(parts), { syncToFs: false });
    this.#names.set(text, name);
    const { rowMode = "object" } = options;
    const [result] = parse.parseResults(messages, this.#parsersOf(options), { rowMode });
    return result ?? { rows: [], fields: [] };
  }

  async transaction<T>(work: (client: PreparedClient) => Promise<T>): Promise<T> {
    await this.#client.exec("begin");
    try {
      const result = await work(this);
      await this.#client.exec("commit");
      return result;
    } catch (error) {
      await this.#client.exec("rollback");
      throw error;
    }
  }

  /** Drizzle gives all statements of one row mode the same parsers: they are put together once. */
  #parsersOf({ rowMode, parsers }: QueryOptions): Parsers {
    const known = this.#parsers.get(rowMode);
    if (known) return known;
    const all = { ...this.#client.parsers, ...parsers };
    this.#parsers.set(rowMode, all);
    return all;
  }
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
