import { Socket } from "node:net";
import pg from "pg";
import { StatementNames } from "./statement-names.ts";

/** A query of this length joins so many tables that planning it takes as long as answering it. */
const LONG = 1_000;
/** Reads, and inserts that select what they write. An insert of given values is planned in no time. */
const READS = /^\s*(insert\s+into \S+ \([^()]*\)\s+)?(select|with)\b/i;
/** How many statements stay prepared on one connection: more than the pages of an hour need. The server keeps a plan of each. */
const MOST = 200;
/** PostgreSQL's errors for a prepared statement whose columns changed, that does not exist, or that exists already. */
const LOST = ["0A000", "26000", "42P05"];

type Statement = { text: string; name?: string };
type Query = (statement: unknown, ...others: unknown[]) => unknown;

/**
 * A connection to PostgreSQL, and the one place that changes how node-postgres sends a query: a long query gets a name the second time
 * it comes, so that the server plans it once for each connection. A pooler in between must keep such names too.
 */
export class PostgresClient extends pg.Client {
  /** The connection to the host, below TLS where there is any. */
  readonly socket: Socket;
  readonly #names = new StatementNames(MOST);

  constructor(config?: pg.ClientConfig) {
    const socket = new Socket();
    super({ ...config, stream: () => socket });
    this.socket = socket;
  }

  /** As its parent's in all its forms, which `never` fits. */
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
    // Any other error leaves the statement prepared, or unprepared, as it was.
    if (answer instanceof Promise) answer.catch(({ code }) => LOST.includes(code) && this.#names.forget(text));
    return answer;
  }

  /** In a transaction that failed, the statement stays until the connection ends. */
  async #deallocate(name: string): Promise<void> {
    await Promise.resolve(this.#ask(`deallocate ${name}`)).catch(() => undefined);
  }
}

function isLong(statement: unknown): statement is Statement {
  if (typeof statement !== "object" || statement === null || "submit" in statement) return false;
  const { text, name } = statement as Partial<Statement>;
  return typeof text === "string" && text.length >= LONG && name === undefined && READS.test(text);
}
