import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvCell, csvFile, csvLine, csvRows } from "#lib/csv.ts";

describe("CSV output", () => {
  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])("S29 the cell %j is neutralised", (cell) => {
    const [[read]] = parse(csvLine([cell]), { record_delimiter: "\r\n" }) as [[string]];
    expect(read).toBe(`'${cell}`);
  });

  test("S29 a formula that needs quotes is neutralised inside them", () => {
    expect(csvCell('=HYPERLINK("http://x","y")')).toBe(`"'=HYPERLINK(""http://x"",""y"")"`);
  });

  test("numbers stay numbers, dates are ISO, nothing is an empty cell", () => {
    expect(csvLine([-1.5, 0, true, new Date("2026-07-01T00:00:00Z"), null, undefined, Number.NaN])).toBe(
      "-1.5,0,true,2026-07-01T00:00:00.000Z,,,\r\n",
    );
    expect(csvCell(Number.POSITIVE_INFINITY)).toBe("");
    expect(csvCell(new Date(Number.NaN))).toBe("");
  });

  test("a file has a header and one line per row", () => {
    const columns = [
      { header: "ref", value: (row: { ref: string; lead: number | null }) => row.ref },
      { header: "lead, days", value: (row: { ref: string; lead: number | null }) => row.lead },
    ];
    expect(
      csvFile(columns, [
        { ref: "REV-1", lead: 4.6 },
        { ref: "REV-2", lead: null },
      ]),
    ).toBe('ref,"lead, days"\r\nREV-1,4.6\r\nREV-2,\r\n');
  });

  test("its rows are counted, whatever is in them", () => {
    const columns = [{ header: "a\r\nb", value: (row: string) => row }];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[",\r\n]{0,6}$/))), (rows) => {
        expect(csvRows(csvFile(columns, rows))).toBe(rows.length);
      }),
    );
  });

  test("S29 any text reads back as itself, or with the apostrophe, and never starts a formula", () => {
    const cells = fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[=+\-@\t\r][",\n\r]?.{0,5}$/)), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(cells, (row) => {
        const [read = []] = parse(csvLine(["ref", ...row]), { record_delimiter: "\r\n" });
        expect(read.length).toBe(row.length + 1);
        for (const [index, cell] of row.entries()) {
          expect(read[index + 1]?.replace(/^'(?=[=+\-@\t\r])/, "")).toBe(cell.replace(/^'(?=[=+\-@\t\r])/, ""));
          expect(read[index + 1]).not.toMatch(/^[=+\-@\t\r]/);
        }
      }),
    );
  });
});
