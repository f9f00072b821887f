import type pg from "pg";

type Query = (...parts: unknown[]) => Promise<unknown> | undefined;

/**
 * Gives a connection on which a transaction can not begin back to its pool, which then makes another in its place. Drizzle gives
 * one back only when its transaction has begun: with each that broke on the way there would be one less, until none is left.
 */
export function giveBackUnbegun(pool: pg.Pool): void {
  pool.on("acquire", (client) => {
    const own = client.query;
    const first: Query = (...parts) => {
      client.query = own;
      const asked = (own as Query).apply(client, parts);
      if (begins(parts[0])) asked?.catch((error: Error) => client.release(error));
      return asked;
    };
    client.query = first as typeof own;
  });
}

function begins(statement: unknown): boolean {
  const text = typeof statement === "string" ? statement : (statement as { text?: unknown } | undefined)?.text;
  return typeof text === "string" && text.startsWith("begin");
}
