import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { isDatabaseAway } from "#lib/database-away.ts";
import { Unavailable } from "#lib/errors.ts";

describe("whether the database is away", () => {
  it("is seen in what a server that does not exist answers, inside a transaction too", async () => {
    const pool = new pg.Pool({ connectionString: `postgres://me@127.0.0.1:1/data` });
    const db = drizzle(pool);
    const errors = [
      await db.execute("select 1").catch((error: unknown) => error),
      await db.transaction(async () => undefined).catch((error: unknown) => error),
    ];
    for (const error of errors) expect(isDatabaseAway(error)).toBe(true);
    await pool.end();
  });

  it.each(["25006", "57P01", "57P02", "57P03", "53300", "08006", "ECONNRESET"])("is seen in the code %s", (code) => {
    expect(isDatabaseAway(new Error("Failed query", { cause: Object.assign(new Error("x"), { code }) }))).toBe(true);
  });

  it.each([
    ["a wrong query", Object.assign(new Error("syntax"), { code: "42601" })],
    ["something else that is unavailable", new Unavailable("AWS does not answer.")],
    ["no error", "ECONNREFUSED"],
  ])("is not seen in %s", (_, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});
