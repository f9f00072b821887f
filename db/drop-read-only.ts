import pg from "pg";

/** What PostgreSQL says of a write where none is possible. */
export const READ_ONLY = "25006";

type Query = (...parts: unknown[]) => unknown;

/**
 * Ends a connection on which a write was refused as one to a database that is read only: after a failover it leads to what is a
 * standby by then, and stays open. The pool makes another in its place, which leads to where the address does.
 */
export function dropReadOnly(pool: pg.Pool): void {
  const refused = new WeakSet<object>();
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as Query;
    const asked: Query = (...parts) => {
      const answer = query(...parts);
      if (answer instanceof Promise) answer.catch(({ code }) => code === READ_ONLY && refused.add(client));
      return answer;
    };
    client.query = asked as typeof client.query;
  });
  // A transaction rolls back on it first. The pool forgets what is ending.
  pool.on("release", (_, client) => {
    if (refused.has(client) && client instanceof pg.Client) void client.end();
  });
}
