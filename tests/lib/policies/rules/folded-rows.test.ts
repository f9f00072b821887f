import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareTexts } from "#lib/policies/rules/compare-texts.ts";
import { foldedRows } from "#lib/policies/rules/folded-rows.ts";

const lines = (count: number) => Array.from({ length: count }, (_, line) => `line ${line + 1}`);

function rowsOf(before: string[], after: string[]) {
  return compareTexts(before.join("\n"), after.join("\n")) ?? [];
}

function parts(before: string[], after: string[], said: number[] = []) {
  return foldedRows(rowsOf(before, after), (_, index) => said.includes(index)).map(({ folded, from, rows }) => [
    folded ? "folded" : "shown",
    from,
    rows.length,
  ]);
}

describe("rows that are folded", () => {
  it("are those that neither changed nor have anything said of them, but for three around", () => {
    const before = lines(40);
    expect(parts(before, before.with(9, "changed"), [30])).toEqual([
      ["folded", 0, 6],
      ["shown", 6, 8],
      ["folded", 14, 13],
      ["shown", 27, 7],
      ["folded", 34, 7],
    ]);
  });

  it("are at least four, as a fold takes a line itself", () => {
    const before = lines(20);
    expect(parts(before, before.with(6, "changed").with(16, "changed"))).toEqual([["shown", 0, 22]]);
  });

  it("are all of them where nothing differs", () => {
    expect(parts(lines(12), lines(12))).toEqual([["folded", 0, 12]]);
  });

  it("stand with the others in order, each once", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = rowsOf(before, after);
        const parts = foldedRows(rows, () => false);
        expect(parts.flatMap((part) => part.rows)).toEqual(rows);
        expect(parts.filter(({ folded, rows }) => folded && rows.some(({ kind }) => kind !== "same"))).toEqual([]);
      }),
    );
  });
});
