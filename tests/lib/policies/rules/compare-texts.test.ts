import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writtenLines } from "#lib/lines.ts";
import { compareTexts, countLines, countRows, type DiffRow, textOf } from "#lib/policies/rules/compare-texts.ts";

/** Texts that have lines in common, some of them long and like each other. */
const text = fc
  .array(
    fc.oneof(fc.constantFrom("", "{", "}", "  Action: a", "  Action: b", "Sid: Read"), fc.string({ maxLength: 12 })),
    {
      maxLength: 30,
    },
  )
  .map((lines) => lines.join("\n"));

function side(rows: readonly DiffRow[], of: "before" | "after") {
  return rows.filter((row) => row[of] !== null).map((row) => ({ number: row[of], text: textOf(row) }));
}

const numbered = (text: string) => writtenLines(text).map((line, index) => ({ number: index + 1, text: line }));

/** Lines of which no two are the same. */
const unlike = (word: string, lines: number) =>
  Array.from({ length: lines }, (_, line) => `${word} ${line}`).join("\n");

describe("two texts line by line", () => {
  it("hold each line of each once, in order, and those that are the same in both at once", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = compareTexts(before, after) ?? [];
        expect(side(rows, "before")).toEqual(numbered(before));
        expect(side(rows, "after")).toEqual(numbered(after));
        for (const { kind, before, after } of rows) {
          expect([kind === "added", kind === "removed"]).toEqual([before === null, after === null]);
        }
      }),
    );
  });

  it("are the same text where nothing differs but how lines end", () => {
    const rows = compareTexts("Action: a\r\nResource: b\r\n", "Action: a\nResource: b");
    expect(rows?.map(({ kind }) => kind)).toEqual(["same", "same"]);
  });

  it("have the words marked that differ within a line", () => {
    const rows = compareTexts('  Resource: "arn:aws:s3:::orders/*"', '  Resource: "arn:aws:s3:::reports/*"') ?? [];
    const changed = rows.map(({ kind, pieces }) => [
      kind,
      pieces.filter((piece) => piece.changed).map((piece) => piece.text),
    ]);
    expect(changed).toEqual([
      ["removed", ["orders"]],
      ["added", ["reports"]],
    ]);
  });

  it("have a line that another one took the place of unmarked where they share next to nothing", () => {
    const rows = compareTexts("Statement: []", "  - Sid: ReadEverything") ?? [];
    expect(rows.flatMap(({ pieces }) => pieces.map(({ changed }) => changed))).toEqual([false, false]);
  });

  it("are not compared where thousands of lines differ, and neither are their lines counted", () => {
    const [before, after] = [unlike("before", 50_000), unlike("after", 50_000)];
    expect(compareTexts(before, after)).toBeNull();
    expect(countLines(before, after)).toBeNull();
  });

  it("are compared at any length where little differs", () => {
    const before = unlike("a line of a hundred characters ".repeat(3), 50_000);
    expect(before.length).toBeGreaterThan(4_900_000);
    const rows = compareTexts(before, `${before}\nand one more`) ?? [];
    expect(countRows(rows)).toEqual({ added: 1, removed: 0 });
    expect(rows).toHaveLength(50_001);
  });

  it("are told line by line, without words, where a line is as long as a book", () => {
    const line = JSON.stringify(Array.from({ length: 120_000 }, (_, word) => word));
    const rows = compareTexts(line, line.replace("[0,", "[1,")) ?? [];
    expect(rows.map(({ kind, pieces }) => [kind, pieces.length])).toEqual([
      ["removed", 1],
      ["added", 1],
    ]);
  });

  it("are counted by the lines that each has alone", () => {
    expect(countLines("a\nb\nc", "a\nx\ny\nc")).toEqual({ added: 2, removed: 1 });
  });
});
