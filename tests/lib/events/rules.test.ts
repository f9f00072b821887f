import { describe, expect, it } from "vitest";
import { hasWaited, lockedWords, unsealedWords, wasServed } from "#lib/events/rules.ts";

const SINCE = new Date("2026-11-25T09:00:00Z");
const later = (minutes: number) => new Date(SINCE.getTime() + minutes * 60_000);

describe("events without a seal", () => {
  it("have waited for too long after a quarter of an hour", () => {
    expect(hasWaited({ since: SINCE, served: null }, later(15))).toBe(false);
    expect(hasWaited({ since: SINCE, served: null }, later(15.1))).toBe(true);
    expect(hasWaited({ since: SINCE, served: null }, later(-600))).toBe(false);
  });

  it("were left by a server that ran where someone made it record others for as long", () => {
    expect(wasServed({ since: SINCE, served: null })).toBe(false);
    expect(wasServed({ since: SINCE, served: later(15) })).toBe(false);
    expect(wasServed({ since: SINCE, served: later(16) })).toBe(true);
  });

  it("are said with all who hold them, and with how each is ended", () => {
    const holders = [
      { pid: null, role: null },
      { pid: 12, role: "app" },
      { pid: 13, role: null },
    ];
    expect(unsealedWords({ since: SINCE, served: later(1), holders })).toBe(
      "No event has been sealed since 2026-11-25T09:00:00.000Z: a prepared transaction, session 12 (role app) and session 13 keep events from being sealed. Roll back the transactions listed in pg_prepared_xacts, end it with pg_terminate_backend(12) and end it with pg_terminate_backend(13); a server then seals them within five minutes.",
    );
  });

  it("are not known where who locks the record is named, or has let go meanwhile", () => {
    expect(lockedWords([{ pid: 12, role: "app" }])).toBe(
      "The event log is locked by session 12 (role app), so its integrity is not known. End it with pg_terminate_backend(12), or wait for it, then check again.",
    );
    expect(lockedWords([])).toBe("The event log was locked a moment ago, so its integrity is not known. Check again.");
  });
});
