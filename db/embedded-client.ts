import { type PGlite, parse, protocol, type QueryOptions, type Results, type Transaction } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { CASING } from "./casing.ts";
import type { Db } from "./client.ts";
import * as schema from "./schema/index.ts";
import { StatementNames } from "./statement-names.ts";

const { serialize } = protocol;

/** Maximum number of prepared statements: more than an hour of pages needs. */
const MOST = 500;

/**
 * The embedded database for Drizzle. Sends each statement in one message and prepares repeated ones. The stock client
 * plans every time and needs four messages, because it first queries parameter types; here parameters travel as text,
 * as to a server.
 */
export function embeddedDb(client: PGlite): Db {
  return drizzle(new EmbeddedClient(client) as unknown as PGlite, { schema, casing: CASING });
}

type Parsers = Parameters<typeof parse.parseResults>[1];

class EmbeddedClient {
  readonly #client: PGlite;
  readonly #names = new StatementNames(MOST);
  readonly #parsers = new Map<QueryOptions["rowMode"], Parsers>();
  #left: string[] = [];

  constructor(client: PGlite) {
    this.#client = client;
  }

  async query(text: string, values: unknown[] = [], options: QueryOptions = {}): Promise<Results> {
    if (!values.every(isText)) return this.#client.query(text, values, options);
    await this.#client._checkReady();
    return this.#client._runExclusiveTransaction(async () => {
      const result = await this.#ask(text, values, options);
      await this.#client.syncToFs();
      return result;
    });
  }

  transaction<T>(work: (tx: Pick<Transaction, "query" | "rollback">) => Promise<T>): Promise<T> {
    return this.#client.transaction((tx) => {
      const query = (text: string, values: unknown[] = [], options: QueryOptions = {}) =>
        tx.closed || !values.every(isText) ? tx.query(text, values, options) : this.#ask(text, values, options);
      return work({ query: query as Transaction["query"], rollback: () => tx.rollback() });
    });
  }

  #ask(text: string, values: unknown[], options: QueryOptions): Promise<Results> {
    return this.#client.runExclusive(async () => {
      const { messages, name } = this.#messagesOf(text, values);
      try {
        const answers = await this.#client.execProtocolStream(Buffer.concat(messages), { syncToFs: false });
        this.#keep(text, name);
        const { rowMode = "object" } = options;
        const [result] = parse.parseResults(answers, this.#parsersOf(options), { rowMode });
        return result ?? { rows: [], fields: [] };
      } catch (error) {
        this.#forget(text, name);
        throw Object.assign(error instanceof Error ? error : new Error(String(error)), { query: text, params: values });
      }
    });
  }

  /** A statement's first use is unnamed and leaves nothing behind. */
  #messagesOf(text: string, values: unknown[]) {
    const { name, isPrepared } = this.#names.nameOf(text);
    const closed = this.#left.splice(0).map((name) => serialize.close({ type: "S", name }));
    const parsed = isPrepared ? [] : [serialize.parse({ name: name ?? "", text })];
    const messages = [
      ...closed,
      ...parsed,
      serialize.bind({ statement: name ?? "", values: values.map(textOf) }),
      serialize.describe({ type: "P" }),
      serialize.execute(),
      serialize.sync(),
    ];
    return { messages, name };
  }

  #keep(text: string, name: string | null): void {
    const gone = this.#names.keep(text, name);
    if (gone !== null) this.#left.push(gone);
  }

  /** A failed statement may or may not be prepared, and its result type may have changed. */
  #forget(text: string, name: string | null): void {
    if (name === null) return;
    this.#names.forget(text);
    this.#left.push(name);
  }

  /** Drizzle uses the same parsers for all statements of one row mode, so they are built once. */
  #parsersOf({ rowMode, parsers }: QueryOptions): Parsers {
    const known = this.#parsers.get(rowMode);
    if (known) return known;
    const all = { ...this.#client.parsers, ...parsers };
    this.#parsers.set(rowMode, all);
    return all;
  }
}

/** Arrays and bytes need their type for encoding, which the stock client queries. */
function isText(value: unknown): boolean {
  return value === null || value === undefined || typeof value !== "object" || value instanceof Date;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString() : String(value);
}
