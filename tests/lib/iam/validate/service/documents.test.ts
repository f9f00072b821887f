import fc from "fast-check";
import { expect, it } from "vitest";
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
        expect(findingDetails).not.toMatch(/\{\{|undefined/);
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
