import { describe, expect, it } from "vitest";
import { linesOf } from "#lib/lines.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { excerptOf } from "#lib/policies/rules/excerpt.ts";
import { groupedResults } from "#lib/policies/rules/grouped-results.ts";
import { markOf, markOn, marksByLine, placedResults, stretches } from "#lib/policies/rules/marked-lines.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { ESCALATES } from "#tests/support/policies.ts";

function stored(text: string, name = "role.json") {
  const documents = [{ name, sha256: "0".repeat(64), text }];
  return evaluateDocuments(documents, STANDARD_PROFILE.definition).map((result, id) => ({ ...result, id }));
}

function span(from: number, to: number, column = 0) {
  return { start: { line: from, column, offset: 0 }, end: { line: to, column: 1, offset: 1 } };
}

describe("places of results", () => {
  it("are in the order of the text, each on the lines of its statement or of the part that is meant", () => {
    const { placed, unplaced } = placedResults(stored(ESCALATES));
    expect(unplaced).toEqual([]);
    expect(placed.map(({ span }) => [span.start.line, span.end.line])).toEqual([
      [10, 15],
      [10, 15],
      [10, 15],
      [13, 13],
      [13, 13],
    ]);
  });

  it("mark a line with the worst that is said of it", () => {
    const marks = [markOf(span(2, 4), "incomplete"), markOf(span(4, 6), "fail")];
    const expected = [null, "incomplete", "fail", "fail", null];
    expect([1, 2, 4, 6, 7].map((line) => markOn(line, marks))).toEqual(expected);
    expect([1, 2, 4, 6, 7].map(marksByLine(marks))).toEqual(expected);
  });

  it("show of a long text its head and what surrounds each mark, from a line on", () => {
    const marks = [markOf(span(50, 52), "fail"), markOf(span(4_999, 5_000), "fail")];
    expect(stretches(5_000, marks)).toEqual([
      { from: 1, to: 67 },
      { from: 4_984, to: 5_000 },
    ]);
    expect(stretches(5_000, marks, 60)).toEqual([
      { from: 60, to: 99 },
      { from: 4_984, to: 5_000 },
    ]);
  });
});

describe("excerptOf", () => {
  const text = Array.from({ length: 100 }, (_, n) => `line ${n + 1}`).join("\n");

  it("has two lines more on each side, as far as the text goes", () => {
    expect(excerptOf(linesOf(text), span(10, 11))).toEqual({
      first: 8,
      lines: ["line 8", "line 9", "line 10", "line 11", "line 12", "line 13"],
      hidden: 0,
    });
    expect(excerptOf(linesOf(text), span(1, 1)).first).toBe(1);
    expect(excerptOf(linesOf(text), span(100, 100)).lines.at(-1)).toBe("line 100");
  });

  it.each(["\r", "\n", "\r\n"])(
    "shows the statement that is marked, wherever the engine breaks a line: %j",
    (first) => {
      const document = ESCALATES.replace("\n", first);
      const [result] = placedResults(stored(document)).placed;
      if (!result) throw new Error("Nothing is said of the document.");
      const shown = excerptOf(linesOf(document), result.span);
      expect(shown.lines[result.span.start.line - shown.first]).toBe(ESCALATES.split("\n")[result.span.start.line - 1]);
    },
  );

  it("cuts a long span and says how many lines are left out", () => {
    const { lines, hidden } = excerptOf(linesOf(text), span(10, 90));
    expect(lines).toHaveLength(30);
    expect(hidden).toBe(53);
  });

  it("cuts a text of one long line around the span", () => {
    const long = `${"a".repeat(5_000)}HERE${"b".repeat(5_000)}`;
    const { lines } = excerptOf(linesOf(long), span(1, 1, 5_000));
    expect(lines[0]?.length).toBeLessThan(410);
    expect(lines[0]).toContain("HERE");
  });
});

describe("groupedResults", () => {
  it("keeps documents and policies apart, in their order", () => {
    const groups = groupedResults([...stored(ESCALATES), ...stored(ESCALATES, "other.json")]);
    expect(groups.map(({ documentName }) => documentName)).toEqual(["role.json", "other.json"]);
    expect(groups[0]?.policies.map(({ place, results }) => [place.logicalId, results.length])).toEqual([
      ["", 2],
      ["policy", 5],
    ]);
  });
});
