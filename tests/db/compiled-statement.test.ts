import { and, eq, gt, type Placeholder, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { compiledStatement } from "#db/compiled-statement.ts";
import { rowsOf } from "#db/rows-of.ts";
import { people } from "#db/schema/index.ts";
import { NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";

describe("a statement that is put together once", () => {
  const db = useDatabase();

  it("is asked with what its places are filled with each time, next to what it always says", async () => {
    const ask = compiledStatement(
      sql`select ${sql.placeholder("one")}::text as one, ${"kept, for $1"}::text as kept, ${sql.placeholder("two")}::int as two,
        ${sql.placeholder("one")}::text || '$' as again`,
    );
    expect(await rowsOf(db(), ask({ one: "a", two: 1 }))).toEqual([
      { one: "a", kept: "kept, for $1", two: 1, again: "a$" },
    ]);
    expect(await rowsOf(db(), ask({ two: 2, one: "b $2" }))).toEqual([
      { one: "b $2", kept: "kept, for $1", two: 2, again: "b $2$" },
    ]);
  });

  it("finds what the same statement finds that is put together again", async () => {
    const { personId: id } = await addPerson(db(), { name: "Ada Asked" });
    const where = (name: string | Placeholder, since: Date) => and(eq(people.name, name), gt(people.createdAt, since));
    const [before, after] = [new Date(0), NOW];
    for (const since of [before, after]) {
      const ask = compiledStatement(sql`select id from ${people} where ${where(sql.placeholder("name"), since)}`);
      for (const name of ["Ada Asked", "Ada's $1"]) {
        const anew = await rowsOf(db(), sql`select id from ${people} where ${where(name, since)}`);
        expect(await rowsOf(db(), ask({ name }))).toEqual(anew);
        expect(anew).toEqual(name === "Ada Asked" && since === before ? [{ id }] : []);
      }
    }
  });

  it("is not asked with a place that nothing is given for, and says no number behind a $ itself", () => {
    expect(() => compiledStatement(sql`select ${sql.placeholder("one")}`)({})).toThrow("one");
    expect(() => compiledStatement(sql`select '$1', ${1}`)).toThrow("select '$1'");
  });
});
