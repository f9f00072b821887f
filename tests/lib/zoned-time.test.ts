import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarDay, dayIn, daysAfter, isTimeZone, startOfDay, wallTime } from "#lib/zoned-time.ts";

const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"];
const start = (year: number, month: number, day: number, zone: string) =>
  startOfDay({ year, month, day }, zone).toISOString();

describe("time zones", () => {
  test("names the runtime knows are told from others", () => {
    expect(["UTC", "Europe/Berlin"].every(isTimeZone)).toBe(true);
    expect(["", "Berlin", "Mars/Olympus"].some(isTimeZone)).toBe(false);
  });

  test("names that a database does not know, or reads differently, are none", () => {
    const others = ["NET", "BST", "EST", "+02:00", "-0530", "SystemV/EST5", "Etc/GMT+5", "posix/Europe/Berlin"];
    expect(others.filter(isTimeZone)).toEqual([]);
  });

  test("a city goes by any name it has or had", () => {
    const names = ["Asia/Kolkata", "Asia/Calcutta", "America/Argentina/Buenos_Aires", "America/Buenos_Aires"];
    expect(names.every(isTimeZone)).toBe(true);
    expect(Intl.supportedValuesOf("timeZone").every(isTimeZone)).toBe(true);
  });

  test("the day of an instant is that of the zone", () => {
    expect(dayIn(new Date("2026-11-25T23:30:00Z"), "Asia/Tokyo")).toBe("2026-11-26");
    expect(dayIn(new Date("2026-01-01T02:00:00Z"), "America/New_York")).toBe("2025-12-31");
  });

  test("days are counted by the calendar, whatever the clocks do", () => {
    expect(daysAfter("2026-12-31", 1)).toBe("2027-01-01");
    expect(daysAfter("2028-02-28", 2)).toBe("2028-03-01");
    expect(daysAfter("2026-03-01", -1)).toBe("2026-02-28");
  });

  test("midnight moves with the clocks", () => {
    expect(start(2026, 1, 1, "Europe/Berlin")).toBe("2025-12-31T23:00:00.000Z");
    expect(start(2026, 7, 1, "Europe/Berlin")).toBe("2026-06-30T22:00:00.000Z");
    expect(start(2026, 7, 1, "Asia/Kolkata")).toBe("2026-06-30T18:30:00.000Z");
    expect(start(2026, 7, 1, "Pacific/Kiritimati")).toBe("2026-06-30T10:00:00.000Z");
  });

  test("where midnight is skipped, the day starts when the gap ends", () => {
    expect(start(2016, 4, 1, "Asia/Amman")).toBe("2016-03-31T22:00:00.000Z");
    expect(start(2017, 10, 1, "America/Asuncion")).toBe("2017-10-01T04:00:00.000Z");
  });

  test("where midnight comes twice, the day starts with the first", () => {
    expect(start(2024, 11, 3, "America/Havana")).toBe("2024-11-03T04:00:00.000Z");
  });

  test("clocks that are moved within a quarter of an hour are read to the minute", () => {
    const wall = (instant: string) => new Date(wallTime(Date.parse(instant), "America/St_Johns")).toISOString();
    expect(wall("2010-11-07T02:30:59.000Z")).toBe("2010-11-07T00:00:59.000Z");
    expect(wall("2010-11-07T02:31:00.000Z")).toBe("2010-11-06T23:01:00.000Z");
    expect(wall("2010-11-07T02:44:00.250Z")).toBe("2010-11-06T23:14:00.250Z");
  });

  test("a day that a zone never had starts with the next one", () => {
    expect(start(2011, 12, 30, "Pacific/Apia")).toBe(start(2011, 12, 31, "Pacific/Apia"));
  });

  test("every instant lies in the day it is said to lie in", () => {
    const instants = fc.date({ min: new Date("1970-01-02"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (instant, zone) => {
        const day = calendarDay(instant, zone);
        expect(startOfDay(day, zone).getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(startOfDay({ ...day, day: day.day + 1 }, zone).getTime()).toBeGreaterThan(instant.getTime());
      }),
    );
  });
});
