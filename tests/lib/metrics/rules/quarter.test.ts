import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareQuarters,
  lastDayOf,
  lastEndedBy,
  lastQuarters,
  listQuarters,
  nextQuarter,
  parseQuarter,
  type Quarter,
  quarterBounds,
  quarterKey,
  quarterLabel,
  quarterOf,
  quarterOfDay,
  shiftQuarter,
} from "#lib/metrics/rules/quarter.ts";
import { daysAfter } from "#lib/zoned-time.ts";

const zones = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Asuncion",
  "Asia/Amman",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Kiritimati",
);
const quarters = fc.record({
  year: fc.integer({ min: 1971, max: 2100 }),
  quarter: fc.constantFrom<Quarter["quarter"][]>(1, 2, 3, 4),
});
const q = (key: string): Quarter => {
  const parsed = parseQuarter(key);
  if (!parsed) throw new Error(`not a quarter: ${key}`);
  return parsed;
};

describe("the name of a quarter", () => {
  test("is read from its key and written for keys and screens", () => {
    expect(parseQuarter("2026-Q3")).toEqual({ year: 2026, quarter: 3 });
    expect(quarterKey({ year: 2026, quarter: 3 })).toBe("2026-Q3");
    expect(quarterLabel({ year: 2026, quarter: 3 })).toBe("2026 Q3");
  });

  test.each([
    "",
    "2026",
    "2026-Q0",
    "2026-Q5",
    "2026-q3",
    "2026 Q3",
    " 2026-Q3",
    "2026-Q3\n",
    "26-Q3",
    "1969-Q4",
    "2026-Q33",
    "２０２６-Q3",
  ])("%j is no quarter", (key) => expect(parseQuarter(key)).toBeNull());

  test("reads back what it writes", () => {
    fc.assert(
      fc.property(quarters, (quarter) => {
        expect(parseQuarter(quarterKey(quarter))).toEqual(quarter);
      }),
    );
  });
});

describe("the bounds of a quarter", () => {
  test("follow the clocks of the zone", () => {
    expect(quarterBounds(q("2026-Q3"), "UTC")).toEqual({
      start: new Date("2026-07-01T00:00:00Z"),
      end: new Date("2026-10-01T00:00:00Z"),
    });
    expect(quarterBounds(q("2026-Q1"), "Europe/Berlin")).toEqual({
      start: new Date("2025-12-31T23:00:00Z"),
      end: new Date("2026-03-31T22:00:00Z"),
    });
    expect(quarterBounds(q("2026-Q4"), "America/New_York")).toEqual({
      start: new Date("2026-10-01T04:00:00Z"),
      end: new Date("2027-01-01T05:00:00Z"),
    });
  });

  test("the start belongs to the quarter, the end does not", () => {
    const { start, end } = quarterBounds(q("2026-Q3"), "Europe/Berlin");
    expect(quarterOf(start, "Europe/Berlin")).toEqual(q("2026-Q3"));
    expect(quarterOf(new Date(start.getTime() - 1), "Europe/Berlin")).toEqual(q("2026-Q2"));
    expect(quarterOf(end, "Europe/Berlin")).toEqual(q("2026-Q4"));
  });

  test("quarters tile time: each instant lies in exactly the quarter that holds it", () => {
    const instants = fc.date({ min: new Date("1971-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const quarter = quarterOf(instant, zone);
        const { start, end } = quarterBounds(quarter, zone);
        expect(start <= instant && instant < end).toBe(true);
        expect(quarterBounds(nextQuarter(quarter), zone).start).toEqual(end);
        expect(quarterBounds(shiftQuarter(quarter, -1), zone).end).toEqual(start);
      }),
    );
  });

  test("each quarter starts in itself, in every zone", () => {
    fc.assert(
      fc.property(quarters, zones, (quarter, zone) => {
        const { start } = quarterBounds(quarter, zone);
        expect(quarterOf(start, zone)).toEqual(quarter);
        expect(quarterOf(new Date(start.getTime() - 1), zone)).toEqual(shiftQuarter(quarter, -1));
      }),
    );
  });
});

describe("the days of a quarter", () => {
  test("end with its last one, and by then it has ended", () => {
    expect(lastDayOf(q("2026-Q4"))).toBe("2026-12-31");
    fc.assert(
      fc.property(quarters, (quarter) => {
        const last = lastDayOf(quarter);
        expect([quarterOfDay(last), lastEndedBy(last)]).toEqual([quarter, quarter]);
        expect(quarterOfDay(daysAfter(last, 1))).toEqual(nextQuarter(quarter));
        expect(lastEndedBy(daysAfter(last, -1))).toEqual(shiftQuarter(quarter, -1));
      }),
    );
  });
});

describe("moving between quarters", () => {
  test("wraps at the turn of the year", () => {
    expect(nextQuarter(q("2025-Q4"))).toEqual(q("2026-Q1"));
    expect(shiftQuarter(q("2026-Q1"), -1)).toEqual(q("2025-Q4"));
    expect(shiftQuarter(q("2026-Q3"), -7)).toEqual(q("2024-Q4"));
  });

  test("lists in order, ends included", () => {
    expect(listQuarters(q("2025-Q3"), q("2026-Q2")).map(quarterKey)).toEqual([
      "2025-Q3",
      "2025-Q4",
      "2026-Q1",
      "2026-Q2",
    ]);
    expect(listQuarters(q("2026-Q2"), q("2026-Q1"))).toEqual([]);
    expect(lastQuarters(3, q("2026-Q1")).map(quarterKey)).toEqual(["2025-Q3", "2025-Q4", "2026-Q1"]);
    expect(compareQuarters(q("2025-Q4"), q("2026-Q1"))).toBeLessThan(0);
  });
});
