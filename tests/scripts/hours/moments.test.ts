import { describe, expect, it } from "vitest";
import { readMoments } from "../../../scripts/hours/moments.ts";

const NOW = new Date("2026-12-01T12:30:00Z");
const said = (named: string[], now = NOW) => readMoments(named, now).map((moment) => moment.toISOString().slice(0, 16));

describe("the moments that the browser tests run at", () => {
  it("are those at which days, weeks and quarters begin and end next", () => {
    expect(said([])).toEqual([
      "2026-12-31T23:58",
      "2027-01-01T00:05",
      "2027-01-01T08:00",
      "2026-12-05T13:30",
      "2026-12-06T21:00",
      "2026-12-07T00:05",
      "2026-12-02T03:00",
      "2026-12-02T18:30",
    ]);
  });

  it.each(["2026-12-05T23:59:59Z", "2026-12-31T23:59:30Z", "2028-02-29T00:00:00Z"])("are ahead of %s", (now) => {
    for (const moment of readMoments([], new Date(now))) expect(moment.getTime()).toBeGreaterThan(Date.parse(now));
  });

  it("are those that are named, none of which is over", () => {
    expect(said(["2027-01-01T00:05Z"])).toEqual(["2027-01-01T00:05"]);
    expect(() => said(["tomorrow"])).toThrow("“tomorrow” is not a valid time. Use one such as 2027-01-01T00:05Z.");
    expect(() => said(["2026-12-01T12:30Z"])).toThrow(
      "“2026-12-01T12:30Z” is in the past. The clock can only move forward.",
    );
  });
});
