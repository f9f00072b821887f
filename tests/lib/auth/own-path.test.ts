import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownPath } from "#lib/auth/own-path.ts";

const ORIGIN = "https://guardians.example";

describe("S17 a redirect after sign-in", () => {
  it.each([
    ["/reviews/REV-12?tab=mine#findings", "/reviews/REV-12?tab=mine#findings"],
    ["reviews", "/reviews"],
    [`${ORIGIN}/metrics?quarter=2026-Q3`, "/metrics?quarter=2026-Q3"],
    ["/reviews?q=//evil.example", "/reviews?q=//evil.example"],
    ["/reviews?q=100%", "/reviews?q=100%"],
    ["https:reviews", "/reviews"],
  ])("goes to our own %s", (target, path) => {
    expect(ownPath(target, ORIGIN)).toBe(path);
  });

  it.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "/%2F/evil.example",
    "/%2Fevil.example",
    "/%5Cevil.example",
    "/%255Cevil.example",
    "/%25252Fevil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "https://evil.example/",
    "https://guardians.example.evil.example/",
    "https://guardians.example@evil.example/",
    "https://someone@guardians.example/",
    "http://guardians.example/",
    "https://guardians.example:8443/",
    `/reviews?q=${"a".repeat(2_048)}`,
    `/reviews?q=${"ä".repeat(400)}`,
    "javascript:alert(1)",
    "data:text/html,x",
    "http://[",
    "",
    null,
    undefined,
  ])("never goes to %j", (target) => {
    expect(ownPath(target, ORIGIN)).toBe("/");
  });

  it("stays on our origin whatever is asked for", () => {
    const piece = fc.constantFrom("/", "\\", "%2f", "%5C", "%25", ".", "..", "\t", "evil.example", ":", "@", "?", "#");
    const target = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(target, (text) => {
        const path = ownPath(text, ORIGIN);
        expect(path).toMatch(/^\/(?![/\\])/);
        expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
      }),
    );
  });
});
