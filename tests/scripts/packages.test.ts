import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { auditFaults, packageFaults } from "../../scripts/steps/packages.mjs";

const lock = (parts: object) => ({
  packages: { "": {}, "node_modules/one": { integrity: "sha512-x", license: "MIT", ...parts } },
});

describe("S45 the packages that ship", () => {
  it("S45 have a digest and a licence that the product may carry", () => {
    expect(packageFaults(JSON.parse(readFileSync("package-lock.json", "utf8")))).toEqual([]);
  });

  it.each([
    [{ integrity: undefined }, /no digest/],
    [{ license: "AGPL-3.0-only" }, /AGPL/],
    [{ license: "MIT AND GPL-3.0-only" }, /GPL/],
    [{ license: undefined }, /none stated/],
  ])("S45 are refused with %j", (parts, words) => {
    expect(packageFaults(lock(parts))).toEqual([expect.stringMatching(words)]);
  });

  it.each([{ license: "(GPL-2.0-only OR MIT)" }, { license: "MIT AND ISC" }, { license: "AGPL-3.0-only", dev: true }])(
    "S45 are taken with %j",
    (parts) => {
      expect(packageFaults(lock(parts))).toEqual([]);
    },
  );

  it("S45 are held against what the registry knows, and an answer that does not come is none", () => {
    const known = {
      vulnerabilities: { one: { name: "one", severity: "high" }, two: { name: "two", severity: "low" } },
    };
    expect(auditFaults(JSON.stringify(known))).toEqual([expect.stringMatching(/^one has a high/)]);
    expect(auditFaults('{"vulnerabilities":{}}')).toEqual([]);
    expect(auditFaults('npm warn\n{"message":"405 Method Not Allowed"}')).toBeNull();
    expect(auditFaults("no network")).toBeNull();
  });
});
