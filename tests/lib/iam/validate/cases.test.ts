import { describe, expect, it } from "vitest";
import { type Finding, type Location, validatePolicy } from "#lib/iam/index.ts";
import { learnMoreLink } from "#lib/iam/validate/finding.ts";
import { groupBy } from "#lib/iam/validate/group-by.ts";
import { CHECKS, SERVICE_CHECKS } from "#lib/iam/validate/registry.ts";
import { locationFault, pathText, textAt } from "./location.ts";
import { type Case, type Input, readCases } from "./read-cases.ts";

function findingsOf(input: Input, code: string): Finding[] {
  return validatePolicy(input).findings.filter(({ issueCode }) => issueCode === code);
}

/** The way to a place and what is written there; of a long text only the length. */
function described(source: string, { path, span }: Location): string {
  const text = textAt(source, span);
  return `${pathText(path)}: ${text.length > 400 ? `${text.length} characters` : text}`;
}

const cases = readCases();
const types = new Map(CHECKS.map(({ code, type }) => [code, type]));

function run({ code, raised, missed, details, at }: Case): void {
  const found = findingsOf(raised, code);
  expect(found[0]?.findingDetails).toBe(details);
  expect(details).not.toMatch(/\{\{|\}\}/);
  expect(found.map(({ locations }) => locations.map((place) => described(raised.source, place)))).toEqual(at);
  for (const { findingType, learnMoreLink: link, locations } of found) {
    const type = types.get(code);
    expect(findingType).toBe(type);
    expect(link).toBe(learnMoreLink(findingType, code));
    for (const place of locations) expect(locationFault(raised.source, place)).toBeUndefined();
  }
  expect(findingsOf(missed, code)).toEqual([]);
}

for (const [topic, some] of groupBy(cases, (one) => one.topic)) {
  describe(topic, () => {
    it.each(some.map((one, index) => ({ ...one, name: `${one.code} ${index}` })))("$name", run);
  });
}

it("every check has a case that raises it and a near miss", () => {
  const shown = new Set(cases.map(({ code }) => code));
  expect(CHECKS.filter(({ code }) => !shown.has(code)).map(({ code }) => code)).toEqual([]);
  expect(CHECKS.length).toBeGreaterThanOrEqual(105);
});

it("no two checks have one code", () => {
  expect(new Set(CHECKS.map(({ code }) => code)).size).toBe(CHECKS.length);
});

it("names the codes that nobody looked for without facts", () => {
  const plain = new Set(CHECKS.map(({ code }) => code));
  const needy = SERVICE_CHECKS.flatMap(({ code }) => (plain.has(code) ? [] : [code]));
  expect(validatePolicy({ source: "{}", type: "identity" }).leftOut).toEqual(needy);
});

it("links to AWS's section about the code", () => {
  expect(learnMoreLink("WARNING", "MISSING_VERSION")).toBe(
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-missing-version",
  );
});
