import { describe, expect, it } from "vitest";
import { exactTime, relativeTime, shortDay } from "#components/ui/words/relative-time.ts";

const NOW = new Date("2026-11-25T14:03:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("a moment", () => {
  it.each([
    [0, "just now"],
    [-59_999, "just now"],
    [-MINUTE, "1 min ago"],
    [-59 * MINUTE, "59 min ago"],
    [-HOUR, "1 h ago"],
    [-23.9 * HOUR, "23 h ago"],
    [-DAY, "1 day ago"],
    [-29.9 * DAY, "29 days ago"],
    [-30 * DAY, "26 Oct 2026"],
    [5 * MINUTE, "in 5 min"],
    [2 * DAY, "in 2 days"],
    [60 * DAY, "24 Jan 2027"],
  ])("%d ms away is %s", (distance, words) => {
    expect(relativeTime(new Date(NOW.getTime() + distance), { at: NOW, timeZone: "UTC" })).toBe(words);
  });

  it.each([
    ["Asia/Tokyo", "26 Oct 2025"],
    ["America/Los_Angeles", "25 Oct 2025"],
  ])("is beyond a month its day in %s", (timeZone, day) => {
    expect(relativeTime(new Date("2025-10-26T03:00:00Z"), { at: NOW, timeZone })).toBe(day);
  });

  it("has its exact time in UTC", () => {
    expect(exactTime(NOW)).toBe("25 Nov 2026, 14:03 UTC");
  });
});

describe("a day in a list", () => {
  it.each([
    ["2026-01-01", "1 Jan"],
    ["2026-12-31", "31 Dec"],
    ["2025-12-31", "31 Dec 2025"],
    ["2027-01-01", "1 Jan 2027"],
  ])("%s has its year where it is not the one that runs: %s", (day, words) => {
    expect(shortDay(day, "2026-11-25")).toBe(words);
  });
});
