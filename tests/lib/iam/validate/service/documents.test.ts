import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validatePolicy } from "#lib/iam/index.ts";
import { SERVICE_CHECKS } from "#lib/iam/validate/registry.ts";
import cases from "./cases.json" with { type: "json" };
import { SMALL_FACTS } from "./small-facts.ts";

const CODES = SERVICE_CHECKS.map(({ code }) => code);
const TYPES = ["identity", "resource", "service_control", "resource_control"] as const;
const SOURCES = cases.map((one) =>
  JSON.stringify("policy" in one ? one.policy : { Statement: one.statement }, null, 1),
);

const change = fc.tuple(
  fc.nat(2_000),
  fc.constantFrom('"', "{", "]", ",", ":", "*", "?", "$", "${", "a", "\\", "/", "1"),
);
const damaged = fc.tuple(fc.constantFrom(...SOURCES), fc.array(change, { maxLength: 4 })).map(([source, changes]) => {
  const characters = [...source];
  for (const [at, character] of changes) characters[at % characters.length] = character;
  return characters.join("");
});

it("any document has an answer, with places inside it and words without holes", () => {
  fc.assert(
    fc.property(damaged, fc.constantFrom(...TYPES), (source, type) => {
      const { findings, leftOut } = validatePolicy({ source, type, facts: SMALL_FACTS });
      expect(leftOut).toEqual([]);
      for (const { issueCode, findingDetails, locations } of findings) {
        if (!CODES.includes(issueCode)) continue;
        // What the document itself holds may be quoted.
        if (!source.includes("{{")) expect(findingDetails).not.toContain("{{");
        if (!source.includes("undefined")) expect(findingDetails).not.toContain("undefined");
        expect(locations.length).toBeGreaterThan(0);
        for (const { span } of locations) {
          expect(span.start.offset).toBeGreaterThanOrEqual(0);
          expect(span.end.offset).toBeGreaterThan(span.start.offset);
          expect(span.end.offset).toBeLessThanOrEqual(source.length);
        }
      }
    }),
    { numRuns: 1_500 },
  );
});

it("no document has a finding that needs facts where there are none", () => {
  fc.assert(
    fc.property(damaged, fc.constantFrom(...TYPES), (source, type) => {
      const { findings, leftOut } = validatePolicy({ source, type });
      expect(leftOut).toEqual(CODES);
      expect(findings.map(({ issueCode }) => issueCode).filter((code) => CODES.includes(code))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it("a megabyte of what does not exist ends", () => {
  const Action = Array.from({ length: 12_000 }, (_, index) => `s3:Get${index}Nothing*`);
  const Resource = Array.from({ length: 12_000 }, (_, index) => `arn:aws:ec2:*:*:?${index}*a*b*c`);
  const odd = "${".repeat(100_000);
  const source = JSON.stringify({
    Statement: [{ Effect: "Allow", Action, Resource: [...Resource, `arn:aws:s3:::${odd}`] }],
  });
  const { findings } = validatePolicy({ source, type: "identity", facts: SMALL_FACTS });
  expect(findings.filter(({ issueCode }) => issueCode === "INVALID_ACTION")).toHaveLength(12_000);
});

/** So many that each action beside each condition would fill the memory: what is said of them has an end. */
describe("thousands of actions next to thousands of conditions", () => {
  const list = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, index) => make(index));
  const keys = (name: string) => Object.fromEntries(list(2_500, (index) => [`${name}/${index}`, "a"]));
  const actions = list(5_000, (index) => ["s3:GetObject", "ec2:StartInstances", "sqs:*"][index % 3]);

  it.each([
    ["ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", "identity", "Allow", "aws:ResourceTag"],
    ["DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", "identity", "Deny", "aws:ResourceTag"],
    ["UNSUPPORTED_ACTION_FOR_CONDITION_KEY", "resource", "Allow", "s3:ExistingObjectTag"],
  ] as const)("have %s with an end", (code, type, Effect, key) => {
    const statement = { Effect, Action: actions, Resource: "*", Condition: { StringEquals: keys(key) } };
    const source = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const { findings } = validatePolicy({ source, type, facts: SMALL_FACTS });
    const places = findings.flatMap(({ issueCode, locations }) => (issueCode === code ? [locations.length] : []));
    expect(places.length).toBeGreaterThan(100);
    expect(places.reduce((sum, count) => sum + count, 0)).toBeLessThan(1_100_000);
  });

  it("of a trust policy that lets nobody set tags are each told", () => {
    const statements = list(400, () => ({
      Effect: "Allow",
      Principal: { AWS: "111122223333" },
      Action: list(50, (index) => `sts:Assume${index}`),
      Condition: { StringEquals: Object.fromEntries(list(10, (index) => [`aws:RequestTag/${index}`, "a"])) },
    }));
    const source = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    const { findings } = validatePolicy({ source, type: "resource", facts: SMALL_FACTS });
    expect(findings.filter(({ issueCode }) => issueCode === "MISSING_ACTION_FOR_CONDITION_KEY")).toHaveLength(4_000);
  });
});
