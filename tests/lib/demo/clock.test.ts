import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { businessTime } from "#lib/business-time.ts";
import { endedQuarter, quarterStart, workingHoursBefore, workingMoment } from "#lib/demo/clock.ts";
import { DEFAULT_CALENDAR } from "#lib/program/rules/settings.ts";
import { random } from "#lib/random.ts";

const moments = fc.date({ min: new Date("2025-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });

function isWorking(moment: Date): boolean {
  const day = moment.getUTCDay();
  return day >= 1 && day <= 5 && moment.getUTCHours() >= 9 && moment.getUTCHours() < 17;
}

describe("the clock of the story", () => {
  it("moves to working hours, never back, and not by more than a long weekend", () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const moved = workingMoment(moment, random("clock"));
        expect(isWorking(moved)).toBe(true);
        expect(moved.getTime()).toBeGreaterThanOrEqual(moment.getTime());
        expect(moved.getTime() - moment.getTime()).toBeLessThan(3 * 86_400_000);
      }),
    );
  });

  it("goes back by working hours as the program's calendar counts them", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 300 }), (now, hours) => {
        const back = workingHoursBefore(now, hours);
        expect(businessTime(back, now, DEFAULT_CALENDAR, "UTC")).toBe(hours * 3_600_000);
      }),
    );
  });

  it("finds the end of the last quarter that has been over for long enough", () => {
    expect(endedQuarter(new Date("2026-10-09T09:00:00Z"), 8).toISOString()).toBe("2026-10-01T00:00:00.000Z");
    expect(endedQuarter(new Date("2026-10-08T09:00:00Z"), 8).toISOString()).toBe("2026-07-01T00:00:00.000Z");
    expect(endedQuarter(new Date("2026-01-02T00:00:00Z"), 8).toISOString()).toBe("2025-10-01T00:00:00.000Z");
  });

  it("finds the start of a quarter some quarters back, over the turn of the year too", () => {
    expect(quarterStart(new Date("2026-11-25T09:00:00Z"), 0).toISOString()).toBe("2026-10-01T00:00:00.000Z");
    expect(quarterStart(new Date("2026-11-25T09:00:00Z"), 4).toISOString()).toBe("2025-10-01T00:00:00.000Z");
    expect(quarterStart(new Date("2026-01-01T00:00:00Z"), 1).toISOString()).toBe("2025-10-01T00:00:00.000Z");
  });
});
