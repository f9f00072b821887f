import type { Db } from "./client.ts";
import { isTransaction } from "./is-transaction.ts";

/** A fifth of the connections of an instance: one reader of many numbers leaves the others theirs. */
const AT_ONCE = 4;

/**
 * Runs what asks the database, several at once and in their order; a transaction has one connection and does one after the other.
 * Answers in the order of `asks`. Where one fails nothing more is begun, and its error is thrown.
 */
export async function atOnce<const Asks extends readonly (() => Promise<unknown>)[]>(
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
