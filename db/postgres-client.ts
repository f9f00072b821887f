import { Socket } from "node:net";
import pg from "pg";
import { StatementNames } from "./statement-names.ts";

/** Queries of this length join so many tables that planning takes as long as running. */
const LONG = 1_000;
/** Matches reads, and inserts that select their values. Inserts of given values need hardly any planning. */
const READS = /^\s*(insert\s+into \S+ \([^()]*\)\s+)?(select|with)\b/i;
/**
 * Maximum number of prepared statements per connection: more than an hour of pages needs. The server keeps a plan for
 * each.
 */
const MOST = 200;
/** PostgreSQL's error codes for a prepared statement that has changed columns, does not exist, or already exists. */
const LOST = ["0A000", "26000", "42P05"];

type Statement = { text: string; name?: string };
type Query = (statement: unknown, ...others: unknown[]) => unknown;

/**
 * A PostgreSQL connection, and the only place to change how node-postgres sends queries: repeated long queries get a
 * name, so the server plans them once per connection. A pooler in between must keep such names too.
 */
export class PostgresClient extends pg.Client {
  /** The connection to the host, below any TLS. */
  readonly socket: Socket;
  readonly #names = new StatementNames(MOST);

  constructor(config?: pg.ClientConfig) {
    const socket = new Socket();
    super({ ...config, stream: () => socket });
    this.socket = socket;
  }

  /** Returns `never`, which fits every overload of the parent. */
  override query(statement: unknown, ...others: unknown[]): never {
    return (isLong(statement) ? this.#askLong(statement, others) : this.#ask(statement, ...others)) as never;
  }

  #ask: Query = (...parts) => (super.query as Query).apply(this, parts);

  #askLong(statement: Statement, others: unknown[]): unknown {
    const { text } = statement;
    const { name } = this.#names.nameOf(text);
    const gone = this.#names.keep(text, name);
    if (gone !== null) void this.#deallocate(gone);
    const answer = this.#ask(name === null ? statement : { ...statement, name }, ...others);
    // Any other error leaves the statement's preparation unchanged.
    if (answer instanceof Promise) answer.catch(({ code }) => LOST.includes(code) && this.#names.forget(text));
    return answer;
  }

  /** In a failed transaction, the statement stays prepared until the connection ends. */
  async #deallocate(name: string): Promise<void> {
    await Promise.resolve(this.#ask(`deallocate ${name}`)).catch(() => undefined);
  }
}

function isLong(statement: unknown): statement is Statement {
  if (typeof statement !== "object" || statement === null || "submit" in statement) return false;
  const { text, name } = statement as Partial<Statement>;
  return typeof text === "string" && text.length >= LONG && name === undefined && READS.test(text);
}
