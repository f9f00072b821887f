import type pg from "pg";

/** Statements of so many characters join so much that to plan one takes as long as to run it. */
const LONG = 1_000;
/** How many stay prepared on one connection, whose server keeps a plan of each: more than the pages ask with. */
const MOST = 200;
/** What PostgreSQL says of a prepared statement that would answer with other columns than it did. */
const OTHER_COLUMNS = "0A000";

type Statement = { text: string; name?: string };
type Query = (statement: unknown, ...others: unknown[]) => unknown;

/**
 * Has the server plan a long statement once for each connection, and not each time it comes: it is given a name, under which the
 * server keeps it. Whoever stands between must keep such names too.
 */
export function prepareLong(pool: pg.Pool): void {
  pool.on("connect", (client) => {
    const names = new Map<string, string>();
    let given = 0;
    const named = (statement: Statement): Statement => {
      const { text } = statement;
      if (!names.has(text)) names.set(text, `guardians_${given++}`);
      return { ...statement, name: names.get(text) };
    };
    const query = client.query.bind(client) as Query;
    const asked: Query = (statement, ...others) => {
      if (!isLong(statement) || (names.size >= MOST && !names.has(statement.text))) return query(statement, ...others);
      const answer = query(named(statement), ...others);
      if (answer instanceof Promise) answer.catch((error) => forget(names, statement, error));
      return answer;
    };
    client.query = asked as typeof client.query;
  });
}

function isLong(statement: unknown): statement is Statement {
  if (typeof statement !== "object" || statement === null || "submit" in statement) return false;
  const { text, name } = statement as Partial<Statement>;
  return typeof text === "string" && text.length >= LONG && name === undefined;
}

/** The next time it has another name, under which nothing is kept of what it was. */
function forget(names: Map<string, string>, { text }: Statement, error: { code?: string }): void {
  if (error.code === OTHER_COLUMNS) names.delete(text);
}
