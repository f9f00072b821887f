import { describe, expect, it } from "vitest";
import { type Finding, type ServiceFacts, validatePolicy } from "#lib/iam/index.ts";
import { CHECKS, SERVICE_CHECKS } from "#lib/iam/validate/registry.ts";
import cases from "./cases.json" with { type: "json" };
import { SMALL_FACTS } from "./small-facts.ts";

/** A policy, or its only statement. `finds` is all that the code says about it, with the text at each place. */
type Case = {
  code: string;
  name: string;
  type?: string;
  resourceType?: string;
  policy?: object;
  statement?: object;
  finds: { type: string; details: string; at: string[]; text: string[] }[];
};

const CODES = SERVICE_CHECKS.map(({ code }) => code);
const CASES: Case[] = cases;
const TYPES = ["identity", "resource", "service_control", "resource_control"] as const;

function sourceOf({ policy, statement }: Case): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement], ...policy }, null, 2);
}

function validated(one: Case, facts: ServiceFacts | undefined = SMALL_FACTS) {
  const type = TYPES.find((known) => known === (one.type ?? "identity")) ?? "identity";
  const { resourceType } = one;
  const source = sourceOf(one);
  return validatePolicy({ source, type, ...(resourceType && { resourceType }), ...(facts && { facts }) });
}

/** `Statement[0].Condition.StringEquals.<aws:SourceIp>`: keys stand in brackets of their own. */
function pathOf({ path }: Finding["locations"][number]): string {
  const steps = path.map((step) => {
    if ("index" in step) return `[${step.index}]`;
    if ("key" in step) return `.<${step.key}>`;
    return "value" in step ? `.${step.value}` : `.[${step.substring.start}+${step.substring.length}]`;
  });
  return steps.join("").replace(/^\./, "");
}

describe("checks that need service facts", () => {
  it.each(CASES)("$code: $name", (one) => {
    const source = sourceOf(one);
    const found = validated(one).findings.filter(({ issueCode }) => issueCode === one.code);
    const seen = found.map(({ findingType, findingDetails, locations }) => ({
      type: findingType,
      details: findingDetails,
      at: locations.map(pathOf),
      text: locations.map(({ span }) => source.slice(span.start.offset, span.end.offset).replace(/\s*\n\s*/g, " ")),
    }));
    const wanted = one.finds.map((finding) => ({ ...finding, text: finding.text.map(spread) }));
    expect(seen).toEqual(wanted);
  });

  it.each(CODES)("%s has a case that raises it and one that is near", (code) => {
    const own = CASES.filter((one) => one.code === code);
    expect(own.some(({ finds }) => finds.length > 0)).toBe(true);
    expect(own.some(({ finds }) => finds.length === 0)).toBe(true);
  });

  it("are thirty, each code once, and none also looked for without facts", () => {
    expect(CODES.length).toBeGreaterThanOrEqual(30);
    const all = [...CODES, ...CHECKS.map(({ code }) => code)];
    expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
  });

  it("point to their section of the User Guide, and fill in all their words", () => {
    for (const { findings } of CASES.map((one) => validated(one))) {
      for (const { issueCode, learnMoreLink, findingDetails } of findings) {
        expect(learnMoreLink).toMatch(new RegExp(`-${issueCode.toLowerCase().replaceAll("_", "-")}$`));
        if (CODES.includes(issueCode)) expect(findingDetails).not.toMatch(/\{\{|undefined/);
      }
    }
  });

  it.each(CASES)("are left out, and said so, without facts: $code: $name", (one) => {
    const { findings, leftOut } = validatePolicy({ source: sourceOf(one), type: "identity" });
    expect(leftOut).toEqual(CODES);
    expect(findings.filter(({ issueCode }) => CODES.includes(issueCode))).toEqual([]);
    expect(validated(one).leftOut).toEqual([]);
  });
});

/** Lists are written over several lines in the source, here in one. */
function spread(text: string): string {
  return text.startsWith("[") ? text.replace(/^\[/, "[ ").replace(/\]$/, " ]") : text;
}
