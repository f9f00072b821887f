import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NOT_SO, STATEMENTS, securityText, testSources, testsIn } from "../../scripts/security-statements.mjs";

/** A test's source with its name in it. This file must not look as if it proved a statement. */
const source = (name: string) => ({ file: "tests/a.test.ts", text: `it(${JSON.stringify(name)}, () => {});` });
const number = (digits: string) => `S${digits}`;

describe("the security document", () => {
  it("is up to date (node scripts/security-statements.mjs writes it)", () => {
    expect(readFileSync("docs/security.md", "utf8")).toBe(securityText(testsIn(testSources())));
  });

  it("has each statement once", () => {
    const listed = [...securityText([]).matchAll(/^- \*\*(S\d{2})\*\*/gm)].map(([, found]) => found);
    expect(listed.sort()).toEqual(Object.keys(STATEMENTS));
    expect(Object.keys(STATEMENTS)).toEqual(expect.arrayContaining(Object.keys(NOT_SO)));
  });

  it("lists a test under every number of its name", () => {
    const tests = testsIn([source(`${number("07")} ${number("08")} refuses “it”`), source("says nothing of S07")]);
    expect(tests).toEqual([
      { number: number("07"), name: "refuses “it”", file: "tests/a.test.ts" },
      { number: number("08"), name: "refuses “it”", file: "tests/a.test.ts" },
    ]);
    const [proved = "", open = ""] = securityText(tests).split("## Not yet proved");
    expect(proved).toContain("- **S07** A person cannot approve");
    expect(proved).toContain("  - `tests/a.test.ts`: refuses “it”");
    expect(open).not.toContain("**S07**");
  });

  it.each([
    ["a number that is no statement", "99", /is not a statement/],
    ["a statement that is said not to hold", "31", /, which NOT_SO lists as not true\. Remove it from the test name\./],
  ])("refuses a test of %s", (_, digits, words) => {
    expect(() => securityText(testsIn([source(`${number(digits)} holds`)]))).toThrow(words);
  });
});
