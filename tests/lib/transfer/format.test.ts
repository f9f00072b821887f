import { describe, expect, it } from "vitest";
import { type Header, headerLine, isNewer, refusalOf } from "#lib/transfer/rules/format.ts";

const OWN = { product: "1.9.0", migrations: ["0000_init", "0001_keep_events"] };
const HEADER: Header = {
  format: "guardians-export",
  version: 1,
  product: "1.9.0",
  migration: "0001_keep_events",
  exportedAt: "2026-11-25T09:00:00.000Z",
};

describe("the header of an export", () => {
  it("lets a file of the same schema in, of this version and of older ones", () => {
    expect(refusalOf(HEADER, OWN)).toBeNull();
    expect(refusalOf({ ...HEADER, product: "1.8.3" }, OWN)).toBeNull();
  });

  it.each([
    ["a newer version", { product: "1.10.0" }, /newer than this version, 1\.9\.0\. Import it with that version/],
    ["a newer format", { version: 2 }, /newer than this/],
    ["an older format", { version: 0 }, /in the format 0/],
    ["a schema that was not found", { migration: "0002_later" }, /does not know\. Import it with that version/],
    [
      "an older schema",
      { migration: "0000_init" },
      /this version uses 0001_keep_events\. Start this version once .* export again/,
    ],
  ])("refuses %s, and says what to do", (_, parts, words) => {
    expect(refusalOf({ ...HEADER, ...parts }, OWN)).toMatch(words);
  });

  it("is nothing else", () => {
    expect(headerLine.safeParse(HEADER).success).toBe(true);
    expect(headerLine.safeParse({ ...HEADER, format: "other" }).success).toBe(false);
    expect(headerLine.safeParse({ ...HEADER, more: 1 }).success).toBe(false);
    expect(headerLine.safeParse({ ...HEADER, product: "new\u001b[2J" }).success).toBe(false);
  });

  it.each([
    ["1.10.0", "1.9.0", true],
    ["2.0.0", "1.9.9", true],
    ["1.9.1", "1.9.0", true],
    ["1.9.0", "1.9.0", false],
    ["1.9.0", "1.10.0", false],
    ["0.9.9", "1.0.0", false],
  ])("says of %s that it is newer than %s: %s", (version, other, newer) => {
    expect(isNewer(version, other)).toBe(newer);
  });
});
