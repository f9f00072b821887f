import { sql } from "drizzle-orm";
import { type AnyPgColumn, integer, pgTable, text } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { rowsOf } from "#db/rows-of.ts";
import { PROGRAM, sectionsOf } from "#lib/transfer/sections.ts";
import { useDatabase } from "#tests/support/database.ts";

const LEFT_BEHIND = ["counted_quarters", "due_facts", "rate_counts", "review_facts", "sessions"];

describe("what an export holds", () => {
  const db = useDatabase();

  it("is every column of every table once, but of those that are left behind", async () => {
    const inDatabase = await rowsOf<{ name: string }>(
      db(),
      sql`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`,
    );
    const expected = inDatabase
      .map(({ name }) => name)
      .filter((name) => !LEFT_BEHIND.includes(name.split(".")[0] ?? ""));
    const held = PROGRAM.flatMap(({ kind, table, columns }) =>
      columns.slice(kind === "links" ? 1 : 0).map(({ name }) => `${table}.${name}`),
    );
    expect(held.toSorted()).toEqual(expected.toSorted());
  });

  it("is in an order in which every row finds what it points to", async () => {
    const keys = await rowsOf<{ from: string; column: string; to: string }>(
      db(),
      sql`select c.conrelid::regclass::text as from, a.attname as column, c.confrelid::regclass::text as to
        from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
        where c.contype = 'f' and c.connamespace = 'public'::regnamespace`,
    );
    const carried = keys.filter(({ from }) => !LEFT_BEHIND.includes(from));
    expect(carried.length).toBeGreaterThan(50);
    const holding = (table: string, column: string) =>
      PROGRAM.findIndex((section) => section.table === table && section.columns.some(({ name }) => name === column));
    const late = carried.filter(({ from, column, to }) => {
      const links = PROGRAM.findIndex(({ name }) => name === `${from}.${column}`);
      const at = links === -1 ? holding(from, column) : links;
      return at <= PROGRAM.findIndex(({ name }) => name === to);
    });
    expect(late).toEqual([]);
  });

  it("is refused for a table that has no order, or that cannot come before itself", () => {
    const loose = pgTable("loose", { word: text() });
    expect(() => sectionsOf([loose])).toThrow("The table loose has no key");
    const egg = pgTable("egg", {
      id: integer().primaryKey(),
      henId: integer()
        .notNull()
        .references((): AnyPgColumn => egg.id),
    });
    expect(() => sectionsOf([egg])).toThrow("egg.hen_id cannot be written later");
  });
});
