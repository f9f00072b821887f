import { readFileSync } from "node:fs";
import { getTableName, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import * as schema from "#db/schema/index.ts";
import { PRIVATE_TEXTS } from "#lib/people/private-texts.ts";

const DECISIONS = ["replaced", "erased", "deleted", "kept"];

/** The types of columns that can hold words. */
const HOLD_WORDS = /^(text|json|varchar|char|citext|bytea)/;

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Every column that can hold words: text of no closed list, and documents. */
const wordy = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .flatMap((table) => {
    const { name, columns } = getTableConfig(table);
    const words = columns.filter((column) => HOLD_WORDS.test(column.getSQLType()) && !column.enumValues?.length);
    return words.map((column) => `${name}.${snake(column.name)}`);
  });

type Row = { table: string; columns: string[]; decision: string; why: string };

const rows = readFileSync("docs/privacy.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line): Row => {
    const [, table = "", columns = "", decision = "", why = ""] = line.split("|").map((cell) => cell.trim());
    const bare = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
    return { table: bare(table)[0] ?? "", columns: bare(columns), decision, why };
  });
const decided = rows.flatMap(({ table, columns, decision }) =>
  columns.map((column) => ({ name: `${table}.${column}`, decision })),
);

describe("what happens to each text of someone who is erased", () => {
  it("S50 is decided for every column that can hold words, and for none that does not exist", () => {
    expect(wordy.length).toBeGreaterThan(90);
    expect(decided.map(({ name }) => name).sort()).toEqual([...wordy].sort());
    for (const { decision, why } of rows) {
      expect(DECISIONS).toContain(decision);
      expect(why).not.toBe("");
    }
  });

  it("S50 is erased where the product erases it, and nowhere else", () => {
    const erased = PRIVATE_TEXTS.map(({ column }) => `${getTableName(column.table)}.${snake(column.name)}`);
    expect(
      decided
        .filter(({ decision }) => decision === "erased")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(erased.sort());
  });
});
