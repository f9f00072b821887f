import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Db } from "#db/client.ts";
import { concurrently } from "#db/concurrently.ts";
import { rowsOf } from "#db/rows-of.ts";
import { useDatabase } from "#tests/support/database.ts";

describe("what is asked at once", () => {
  const db = useDatabase();

  /** Asks that wait until they are let go, and what was begun and is still being asked. */
  function held(count: number) {
    const begun: number[] = [];
    const go: (() => void)[] = [];
    const asks = Array.from({ length: count }, (_, index) => async () => {
      begun.push(index);
      await new Promise<void>((resolve) => go.push(resolve));
      return index;
    });
    return { begun, go, asks };
  }
  const turns = () => new Promise((resolve) => setImmediate(resolve));

  it("is answered in the order it was asked, four at a time", async () => {
    const { begun, go, asks } = held(6);
    const answers = concurrently(db(), asks);
    await turns();
    expect(begun).toEqual([0, 1, 2, 3]);
    go[2]?.();
    await turns();
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    for (let at = 0; at < 6; at += 1) {
      go[at]?.();
      await turns();
    }
    expect(await answers).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await concurrently(db(), [])).toEqual([]);
  });

  it("begins nothing more where one fails", async () => {
    const { begun, go, asks } = held(6);
    const failing = async () => {
      throw new Error("The database is down");
    };
    const answers = concurrently(db(), [failing, ...asks]);
    await expect(answers).rejects.toThrow("is down");
    for (const letGo of go) letGo();
    await turns();
    expect(begun).toEqual([0, 1, 2]);
  });

  it("goes one after the other through the connection of a transaction", async () => {
    await db().transaction(async (tx) => {
      let asked = 0;
      const ask = (number: number) => async () => {
        asked += 1;
        expect(asked).toBe(1);
        const [row] = await rowsOf<{ n: number }>(tx as Db, sql`select ${number}::int as n`);
        asked -= 1;
        return row?.n;
      };
      expect(await concurrently(tx as Db, [ask(1), ask(2), ask(3)])).toEqual([1, 2, 3]);
    });
  });
});
