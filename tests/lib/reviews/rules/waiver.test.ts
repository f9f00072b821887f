import { describe, expect, it } from "vitest";
import { announcedUpTo, exceptionHolds, longestHeld } from "#lib/exceptions/rules.ts";

describe("how long a waiver holds", () => {
  const until = (expiresOn: string, endedAt: Date | null = null) => ({ expiresOn, endedAt });

  it("S11 is until its last day, and not after it was ended", () => {
    expect(exceptionHolds(until("2026-12-01"), "2026-12-01")).toBe(true);
    expect(exceptionHolds(until("2026-12-01"), "2026-12-02")).toBe(false);
    expect(exceptionHolds(until("2026-12-01", new Date(0)), "2026-11-01")).toBe(false);
  });

  it("is as long as the longest of several, of those that hold", () => {
    const [short, long] = [until("2026-12-01"), until("2026-12-09")];
    const ended = until("2026-12-31", new Date(0));
    expect(longestHeld([long, short, ended], "2026-11-25")).toBe(long);
    expect(longestHeld([short, ended], "2026-12-02")).toBeNull();
    expect(longestHeld([], "2026-12-02")).toBeNull();
  });

  it("is announced 14 days before its last one", () => {
    expect(announcedUpTo("2026-11-25")).toBe("2026-12-09");
    expect(announcedUpTo("2028-02-20")).toBe("2028-03-05");
  });
});
