import { describe, expect, it } from "vitest";
import { bytesOnPage } from "#lib/page-weight.ts";
import { markOf } from "#lib/policies/rules/marked-lines.ts";
import { bytesOfLine, fitsOnPage, shownLines } from "#lib/policies/rules/shown-lines.ts";

const lines = (count: number, text = '  "Action": "s3:GetObject",') => Array.from({ length: count }, () => text);
const span = (from: number, to: number) => ({
  start: { line: from, column: 0, offset: 0 },
  end: { line: to, column: 1, offset: 0 },
});
const PLAIN = { from: 1, noted: () => 0 };
const MOST = 450_000;

describe("the lines of a document on one page", () => {
  it("are all of a text that fits", () => {
    expect(shownLines(lines(300), [], PLAIN)).toEqual({ stretches: [{ from: 1, to: 300 }], next: null });
    expect(fitsOnPage(lines(300))).toBe(true);
  });

  it("are of a long text the first and those around the marks, and go on from where they end", () => {
    const text = lines(5_000);
    expect(fitsOnPage(text)).toBe(false);
    const marks = [markOf(span(3_000, 3_001), "fail")];
    const first = shownLines(text, marks, PLAIN);
    expect(first).toEqual({
      stretches: [
        { from: 1, to: 40 },
        { from: 2_985, to: 3_016 },
      ],
      next: null,
    });
    expect(shownLines(text, marks, { ...PLAIN, from: 3_001 }).stretches).toEqual([{ from: 2_986 + 15, to: 3_040 }]);
  });

  it("S46 are so many bytes, whatever stands there, and every marked line is on one page", () => {
    const text = lines(4_000, "<".repeat(3_000));
    const marks = Array.from({ length: 400 }, (_, at) => markOf(span(10 * at + 1, 10 * at + 1), "fail"));
    const noted = (line: number) => (line % 10 === 1 ? 30_000 : 0);
    const met = new Set<number>();
    let next: number | null = 1;
    let pages = 0;
    while (next !== null && pages < 2_000) {
      const page = shownLines(text, marks, { from: next, noted });
      const shown = page.stretches.flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, at) => from + at),
      );
      const bytes = shown.reduce((sum, line) => sum + bytesOfLine(text[line - 1] ?? "") + noted(line), 0);
      expect(bytes).toBeLessThanOrEqual(MOST);
      for (const line of shown) met.add(line);
      next = page.next;
      pages += 1;
    }
    expect(marks.every(({ from }) => met.has(from))).toBe(true);
  });

  it("S46 count what a text takes twice over, and more of what is escaped", () => {
    expect(bytesOnPage("plain")).toBe(10);
    expect(bytesOnPage("<")).toBe(11);
    expect(bytesOnPage("ü")).toBeGreaterThanOrEqual(4);
  });
});
