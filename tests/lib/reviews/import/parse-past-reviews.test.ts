import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePastReviews } from "#lib/reviews/imports/file/parse-past-reviews.ts";
import { separatorOf } from "#lib/reviews/imports/file/separator.ts";

const NOW = new Date("2026-11-25T12:00:00Z");
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, timeZone = "Europe/Berlin") => parsePastReviews(bytes(text), { timeZone, now: NOW });
const places = (text: string) => read(text).problems.map(({ line, column, field }) => [line, column, field]);
const messages = (text: string) => read(text).problems.map(({ message }) => message);

const GUARDIANS = ["Ada", "yes", " Yes ", "NO", ""];
const SUBMITTED = "2026-03-02T09:00:00Z";
const LATER = "2026-03-05T09:00:00Z";
const separators = fc.constantFrom(",", ";", "\t");
const someReview = fc.record({
  end: fc.constantFrom("decided", "cancelled", "open"),
  title: fc.string({ unit: "grapheme-ascii", maxLength: 40 }),
  findings: fc.option(fc.integer({ min: 0, max: 10_000 })),
  guardian: fc.constantFrom("", "yes", "no", "Ada"),
});

const HEADER = "submitted_at,decided_at,tier,type,team,guardian,findings,launch,title,change_id,decision";
const GOOD =
  "2026-03-02T09:00:00Z,2026-03-05T10:30:00+02:00,high,new_service,Payments,Ada,3,2026-03-09,Card vault,C-1,approved";

describe("past reviews that can be read", () => {
  test("a full row", () => {
    expect(read(`${HEADER}\n${GOOD}\n`)).toMatchObject({
      rows: [
        {
          line: 2,
          submittedAt: new Date("2026-03-02T09:00:00Z"),
          decidedAt: new Date("2026-03-05T08:30:00Z"),
          cancelledAt: null,
          launchedAt: new Date("2026-03-08T23:00:00Z"),
          tier: "high",
          type: "new_service",
          decision: "approved",
          findings: 3,
          team: "Payments",
          guardian: "Ada",
          guarded: true,
          title: "Card vault",
          changeId: "C-1",
        },
      ],
      problems: [],
      ignoredColumns: [],
    });
  });

  test("only the two dates, under their short names, in any case and order", () => {
    const { rows, problems, ignoredColumns } = read("Reviewer, Decided ,SUBMITTED,\nx,2026-03-05,2026-03-02,y\n");
    expect(problems).toEqual([]);
    expect(ignoredColumns).toEqual(["Reviewer", "column 4 (without a name)"]);
    expect(rows[0]).toMatchObject({
      tier: null,
      type: null,
      findings: null,
      launchedAt: null,
      title: null,
      decision: null,
      guarded: null,
    });
  });

  test("cancelled, and still open with the change id by which a later file says how it ended", () => {
    const { rows, problems } = read(
      "change_id,submitted,decided,cancelled\nC-1,2026-03-02,2026-03-05,\n,2026-03-02,,2026-03-06\nC-3,2026-03-02,,\n",
    );
    expect(problems).toEqual([]);
    expect(rows.map(({ decidedAt, cancelledAt }) => [decidedAt, cancelledAt].map((at) => at !== null))).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });

  test("a guardian by name, or only that there was one or none", () => {
    const { rows } = read(
      "submitted,decided,guardian\n".concat(...GUARDIANS.map((who) => `2026-03-02,2026-03-03,${who}\n`)),
    );
    expect(rows.map(({ guardian, guarded }) => [guardian, guarded])).toEqual([
      ["Ada", true],
      [null, true],
      [null, true],
      [null, false],
      [null, false],
    ]);
  });

  test.each([";", "\t"])("columns separated by %j, as the header shows", (mark) => {
    const file = ["title,submitted,decided,findings", '"a, b",2026-03-02,2026-03-05,2']
      .map((line) => line.replaceAll(/,(?! )/g, mark))
      .join("\r\n");
    const { rows, problems } = read(`\uFEFF${file}\r\n`);
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([{ title: "a, b", findings: 2 }]);
  });

  test("a launch before the decision: that is a bypass, not a mistake", () => {
    expect(read("submitted,decided,launch\n2026-03-02,2026-03-09,2026-03-05\n").problems).toEqual([]);
  });

  test("what was written of any reviews, with any separator", () => {
    fc.assert(
      fc.property(fc.array(someReview, { minLength: 1, maxLength: 20 }), separators, (reviews, mark) => {
        const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = reviews.map(({ end, title, findings, guardian }, n) =>
          [
            `C-${n}`,
            SUBMITTED,
            end === "decided" ? LATER : "",
            end === "cancelled" ? LATER : "",
            cell(title),
            findings ?? "",
            guardian,
          ].join(mark),
        );
        const header = [
          "change_id",
          "submitted_at",
          "decided_at",
          "cancelled_at",
          "title",
          "findings",
          "guardian",
        ].join(mark);
        const { rows, problems } = read(`${[header, ...lines].join("\n")}\n`);
        expect(problems).toEqual([]);
        expect(
          rows.map(({ decidedAt, cancelledAt, title, findings, guarded }) => ({
            end: decidedAt ? "decided" : cancelledAt ? "cancelled" : "open",
            ...{ title, findings, guarded },
          })),
        ).toEqual(
          reviews.map(({ end, title, findings, guardian }) => ({
            ...{ end, title: title.trim() || null, findings, guarded: guardian !== "" && guardian !== "no" },
          })),
        );
      }),
    );
  });

  test("a date without a time is the start of the day in the program's zone", () => {
    const file = "submitted_at,decided_at\n2026-03-02,2026-07-01\n";
    expect(read(file, "Europe/Berlin").rows[0]).toMatchObject({
      submittedAt: new Date("2026-03-01T23:00:00Z"),
      decidedAt: new Date("2026-06-30T22:00:00Z"),
    });
    expect(read(file, "America/New_York").rows[0]?.submittedAt).toEqual(new Date("2026-03-02T05:00:00Z"));
  });

  test("spelling of tier and type may differ in case, spaces and hyphens", () => {
    const { rows } = read(
      "submitted,decided,tier,type\n2026-03-02,2026-03-02, High ,New service\n2026-03-02,2026-03-02,LOW,new-service\n",
    );
    expect(rows.map(({ tier, type }) => [tier, type])).toEqual([
      ["high", "new_service"],
      ["low", "new_service"],
    ]);
  });

  test("a byte order mark, CRLF, lone CR, blank lines and a missing last line end", () => {
    const { rows, problems } = read(
      "\uFEFFsubmitted_at,decided_at\r\n2026-03-02,2026-03-05\r\n\r\n,\r\r2026-03-03,2026-03-06",
    );
    expect(problems).toEqual([]);
    expect(rows.map(({ line }) => line)).toEqual([2, 6]);
  });

  test("field names that mean something to JavaScript are only ignored columns", () => {
    const { rows, ignoredColumns } = read("__proto__,constructor,submitted,decided\n1,2,2026-03-02,2026-03-05\n");
    expect([rows.length, ignoredColumns]).toEqual([1, ["__proto__", "constructor"]]);
  });
});

describe("every problem of every row, with its place", () => {
  test("several in one row", () => {
    const row = "yesterday,,urgent,app,Payments,Ada,-1,2026-02-30,Card vault,C-1,maybe";
    expect(places(`${HEADER}\n${GOOD.replace("C-1", "C-0")}\n${row}\n`)).toEqual([
      [3, 1, "submitted_at"],
      [3, 2, "decided_at"],
      [3, 3, "tier"],
      [3, 4, "type"],
      [3, 7, "findings"],
      [3, 8, "launch"],
      [3, 11, "decision"],
    ]);
  });

  test("the rows without a problem are still given", () => {
    const { rows, problems } = read("submitted,decided\n2026-03-02,2026-03-05\n2026-03-02,\n2026-03-04,2026-03-05\n");
    expect([rows.map(({ line }) => line), problems.length]).toEqual([[2, 4], 1]);
  });

  test.each([
    ["03/02/2026", "not a date"],
    ["2026-3-2", "not a date"],
    ["2.3.2026", "not a date"],
    ["2026-02-29", "not a date"],
    ["2026-02-29T10:00:00Z", "not a date"],
    ["2026-03-02 10:00:00Z", "not a date"],
    ["20260302", "not a date"],
    ["1772442000", "not a date"],
    ["0001-01-01", "not a date"],
    ["2026-03-02T10:00:00", "no offset"],
    ["2026-03-02T24:00:00Z", "a time that does not exist"],
    ["2026-03-02T10:00:60Z", "a time that does not exist"],
    ["2026-03-02T10:00:00+15:00", "an offset that does not exist"],
    ["2026-11-25T12:00:01Z", "is in the future"],
  ])("the date %s is refused: %s", (date, why) => {
    expect(messages(`submitted,decided\n${date},2026-11-25\n`)[0]).toContain(why);
  });

  test.each([
    ["2026-03-02T10:00Z", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02T10:00:00.57Z", "2026-03-02T10:00:00.570Z"],
    ["2026-03-02T10:00:00,123456-0330", "2026-03-02T13:30:00.123Z"],
    ["2026-03-02T10:00:00+02", "2026-03-02T08:00:00.000Z"],
  ])("the date %s is read as %s", (date, instant) => {
    expect(read(`submitted,decided\n"${date}",2026-11-25\n`).rows[0]?.submittedAt.toISOString()).toBe(instant);
  });

  test("a decision or launch before the submit, saying what was assumed", () => {
    const file =
      "submitted,decided,launch\n2026-03-02T10:00:00Z,2026-03-02T09:59:59Z,\n2026-03-02T10:00:00Z,2026-03-03,2026-03-02\n";
    expect(places(file)).toEqual([
      [2, 2, "decided_at"],
      [3, 3, "launch"],
    ]);
    const [exact, assumed] = messages(file);
    expect(exact).toContain("before submitted_at 2026-03-02T10:00:00.000Z");
    expect(exact).not.toContain("start of the day");
    expect(assumed).toContain("start of the day in Europe/Berlin");
  });

  test("dates in the wrong order, by column", () => {
    const file =
      "change_id,submitted,decided,cancelled,launch\nC-1,2026-03-05,2026-03-02,,\nC-2,2026-03-05,,2026-03-02,2026-03-01\n";
    expect(places(file)).toEqual([
      [2, 3, "decided_at"],
      [3, 4, "cancelled_at"],
      [3, 5, "launch"],
    ]);
  });

  test.each([
    ["C-1,2026-03-02,2026-03-05,2026-03-06,", "cancelled_at", "decided or cancelled"],
    ["C-1,2026-03-02,,,approved", "decided_at", "there is a decision"],
    ["C-1,2026-03-02,,2026-03-06,rejected", "decided_at", "there is a decision"],
    [",2026-03-02,,,", "decided_at", "no change_id"],
  ])("an end that cannot be: %s", (row, field, why) => {
    const [problem, ...more] = read(`change_id,submitted,decided,cancelled,decision\n${row}\n`).problems;
    expect([problem?.field, more]).toEqual([field, []]);
    expect(problem?.message).toContain(why);
  });

  test("the same change twice, also when the first has a problem", () => {
    const file = "submitted,decided,change_id\n,2026-03-02,C-1\n2026-03-02,2026-03-03,C-2\n2026-03-02,2026-03-03,C-1\n";
    expect(messages(file)).toEqual([
      "submitted_at: is empty; every past review needs the date it was submitted",
      "change_id: “C-1” is already on line 2",
    ]);
  });

  test.each(["1.5", "1e3", "+2", "two", "99999999999999999999", "0x1"])("%s findings are refused", (findings) => {
    expect(places(`submitted,decided,findings\n2026-03-02,2026-03-03,${findings}\n`)).toEqual([[2, 3, "findings"]]);
  });

  test("text that is too long or holds control characters", () => {
    const rows = [
      `2026-03-02,2026-03-03,${"x".repeat(201)}`,
      '2026-03-02,2026-03-03,"a\nb"',
      "2026-03-02,2026-03-03,a\0b",
    ];
    expect(places(`submitted,decided,title\n${rows.join("\n")}\n`)).toEqual([
      [2, 3, "title"],
      [3, 3, "title"],
      [5, 3, "title"],
    ]);
  });

  test("a row with too many or too few fields is not read further", () => {
    const file = "submitted,decided,title\n2026-03-02,2026-03-03,Vault, cards\nsoon,2026-03-03\n";
    expect(places(file)).toEqual([
      [2, 4, null],
      [3, 2, null],
    ]);
    expect(messages(file)[0]).toContain("too many fields: 4, the header has 3");
  });

  test("lines are counted through values with line breaks, whatever the line ending", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const file = ["submitted,decided,notes", '2026-03-02,2026-03-03,"a', "", 'b"', "2026-03-02,soon,", ""].join(end);
      expect(places(file)).toEqual([[5, 2, "decided_at"]]);
    }
  });
});

describe("a file that cannot be read whole", () => {
  test.each([
    ["", [[1, null, null]]],
    ["\n \n", [[1, null, null]]],
    ["submitted,decided\n", [[1, null, null]]],
    [
      "title,tier\nx,low\n",
      [
        [1, null, "submitted_at"],
        [1, null, "decided_at"],
      ],
    ],
    ["submitted,decided,Submitted_at\n", [[1, 3, "submitted_at"]]],
  ])("%j", (file, expected) => expect(places(file)).toEqual(expected));

  test("columns separated by something else are named, not guessed", () => {
    const hint = "separated by “|”: use commas, semicolons or tabs";
    expect(messages("submitted_at|decided_at\n2026-03-02|2026-03-03\n")[0]).toContain(hint);
  });

  test("a first line of millions of cells, which is not split to see what separates it", () => {
    const row = "\n2026-03-02;2026-03-03\n";
    expect(separatorOf(`submitted;decided${";".repeat(1_000)}${row}`)).toBe(";");
    expect(separatorOf(`submitted;decided${";".repeat(4_000_000)}${row}`)).toBe(",");
  });

  test("a header that two separators split into known names is taken by its commas", () => {
    expect(places("submitted;decided,team\n2026-03-02;2026-03-03,Payments\n")).toEqual([
      [1, null, "submitted_at"],
      [1, null, "decided_at"],
    ]);
  });

  test("a row of the wrong width says which sign needs quotes", () => {
    expect(messages("submitted;decided;title\n2026-03-02;2026-03-03;a;b\n")[0]).toContain("a semicolon inside a value");
  });

  test("a quotation mark that is never closed, by the row that opens it; the rows before it are read", () => {
    const file =
      'submitted,decided,title\n2026-03-02,soon,a\n\n , \n2026-03-02,2026-03-03,"open\n2026-03-02,2026-03-03,b\n';
    expect(places(file)).toEqual([
      [2, 2, "decided_at"],
      [5, 3, null],
    ]);
    expect(messages(file)[1]).toContain("never closed");
  });

  test.each(['2026-03-02,2026-03-03,a "b" c', '2026-03-02,2026-03-03,"a"b'])(
    "a quotation mark inside a value: %s",
    (row) => {
      const file = `submitted,decided,title\n2026-03-02,2026-03-03,ok\n${row}\n`;
      expect(places(file)).toEqual([[3, 3, null]]);
      expect(messages(file)[0]).toContain("inside a value");
      expect(read(file).rows.length).toBe(1);
    },
  );

  test("text that is not UTF-8, by line", () => {
    const file = new Uint8Array([
      ...bytes("submitted,decided,title\n2026-03-02,2026-03-03,M"),
      0xfc,
      ...bytes("ller\n"),
    ]);
    expect(parsePastReviews(file, { timeZone: "UTC", now: NOW }).problems).toMatchObject([{ line: 2, column: null }]);
  });

  test("more than 10 MB", () => {
    const file = new Uint8Array(10 * 1024 * 1024 + 1).fill(0x61);
    expect(parsePastReviews(file, { timeZone: "UTC", now: NOW }).problems).toMatchObject([
      { line: 1, message: expect.stringContaining("larger than 10 MB") },
    ]);
  });

  test("100,000 rows are read, one more is refused at its line", () => {
    const row = "2026-03-02T00:00:00Z,2026-03-03T00:00:00Z\n";
    expect(read(`submitted,decided\n${row.repeat(100_000)}`)).toMatchObject({
      rows: { length: 100_000 },
      problems: [],
    });
    expect(places(`submitted,decided\n${row.repeat(100_002)}`)).toEqual([[100_002, null, null]]);
  });

  test("a row that never ends", () => {
    expect(places(`submitted,decided\n2026-03-02,2026-03-03\n${"x,".repeat(100_000)}`)).toEqual([[3, null, null]]);
  });
});

test("S46 lists the first 10,000 problems of a file that is wrong throughout, and says that there are more", () => {
  const { rows, problems } = read(`submitted,decided\n${"x,y\n".repeat(50_000)}`);
  expect(rows).toEqual([]);
  expect(problems).toHaveLength(10_001);
  expect(problems.at(-1)).toMatchObject({ line: 5_002, message: expect.stringContaining("too many problems") });
});
