import type pg from "pg";
import { StatementNames } from "./statement-names.ts";

/** Questions of so many characters join so much that to plan one takes as long as to answer it. */
const LONG = 1_000;
/** What is written of what is asked is asked too; what is given is written as it comes. */
const ASKS = /^\s*(insert\s+into \S+ \([^()]*\)\s+)?(select|with)\b/i;
/** How many stay prepared on one connection, whose server keeps a plan of each: more than the pages of an hour ask. */
const MOST = 200;
/** What PostgreSQL says of one that would answer with other columns than it did, is not there, or is there already. */
const LOST = ["0A000", "26000", "42P05"];

type Statement = { text: string; name?: string };
type Query = (statement: unknown, ...others: unknown[]) => unknown;

/**
 * Has the server plan a long question once for each connection, and not each time it comes: at its second coming it is given a name,
 * under which the server keeps it. Whoever stands between must keep such names too.
 */
export function prepareLong(pool: pg.Pool): void {
  pool.on("connect", (client) => {
    const names = new StatementNames(MOST);
    const query = client.query.bind(client) as Query;
    const asked: Query = (statement, ...others) => {
      if (!isLong(statement)) return query(statement, ...others);
      const { text } = statement;
      const { name } = names.nameOf(text);
      const gone = names.keep(text, name);
      if (gone !== null) void leave(query, gone);
      const answer = query(name === null ? statement : { ...statement, name }, ...others);
      // Under its name is what it was, or nothing.
      if (answer instanceof Promise) answer.catch(({ code }) => LOST.includes(code) && names.forget(text));
      return answer;
    };
    client.query = asked as typeof client.query;
  });
}

function isLong(statement: unknown): statement is Statement {
  if (typeof statement !== "object" || statement === null || "submit" in statement) return false;
  const { text, name } = statement as Partial<Statement>;
  return typeof text === "string" && text.length >= LONG && name === undefined && ASKS.test(text);
}

/** In a transaction that failed it stays, until the connection ends. */
async function leave(query: Query, name: string): Promise<void> {
  await Promise.resolve(query(`deallocate ${name}`)).catch(() => undefined);
}
