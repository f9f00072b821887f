import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ABSOLUTE_MS, IDLE_MS, isLive, needsTouch } from "#lib/auth/session-rules.ts";

const START = new Date("2026-11-25T08:00:00Z");
const plus = (ms: number) => new Date(START.getTime() + ms);
const session = { lastSeenAt: START, expiresAt: plus(ABSOLUTE_MS), endedAt: null };

describe("S13 a session", () => {
  it("ends after 30 minutes without a request", () => {
    expect(isLive(session, plus(IDLE_MS - 1))).toBe(true);
    expect(isLive(session, plus(IDLE_MS))).toBe(false);
    expect(IDLE_MS).toBe(30 * 60_000);
  });

  it("ends 12 hours after sign-in, however busy it is", () => {
    const busy = (at: Date) => ({ ...session, lastSeenAt: at });
    expect(isLive(busy(plus(ABSOLUTE_MS - 1)), plus(ABSOLUTE_MS - 1))).toBe(true);
    expect(isLive(busy(plus(ABSOLUTE_MS)), plus(ABSOLUTE_MS))).toBe(false);
    expect(ABSOLUTE_MS).toBe(12 * 3_600_000);
  });

  it("is over once it was ended", () => {
    expect(isLive({ ...session, endedAt: START }, plus(1))).toBe(false);
  });

  it("never comes back to life as time passes", () => {
    const ms = fc.integer({ min: 0, max: 2 * ABSOLUTE_MS });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        return isLive(session, plus(early)) || !isLive(session, plus(late));
      }),
    );
  });

  it("is written at most once a minute", () => {
    expect(needsTouch(START, plus(59_999))).toBe(false);
    expect(needsTouch(START, plus(60_000))).toBe(true);
  });
});
