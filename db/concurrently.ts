import type { Db } from "./client.ts";
import { isTransaction } from "./is-transaction.ts";

/** A fifth of an instance's connections, so that one reader of many numbers leaves room for others. */
const AT_ONCE = 4;

/**
 * Runs database queries concurrently, in order; within a transaction one after another, because it has one connection.
 * Results match the order of `asks`. A failure stops further queries and is thrown.
 */
export async function concurrently<const Asks extends readonly (() => Promise<unknown>)[]>(
  db: Db,
  asks: Asks,
): Promise<{ -readonly [At in keyof Asks]: Awaited<ReturnType<Asks[At]>> }> {
  const answers: unknown[] = [];
  let next = 0;
  const work = async () => {
    try {
      for (let ask = asks[next]; ask; ask = asks[next]) {
        const at = next++;
        answers[at] = await ask();
      }
    } catch (error) {
      next = asks.length;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: isTransaction(db) ? 1 : AT_ONCE }, work));
  return answers as { -readonly [At in keyof Asks]: Awaited<ReturnType<Asks[At]>> };
}
