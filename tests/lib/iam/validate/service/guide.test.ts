import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type PolicyType, validatePolicy } from "#lib/iam/index.ts";
import { SERVICE_CHECKS } from "#lib/iam/validate/registry.ts";
import { serviceFacts } from "#lib/policies/analyzer/service-facts.ts";
import errors from "./guide-errors.json" with { type: "json" };
import right from "./right-policies.json" with { type: "json" };

/** Samples that are not part of this repository; the tests over them say so where they are absent. */
const GUIDE = path.join(import.meta.dirname, "../../../../../../shared/samples/policies/iam-user-guide-policies.json");

type Counts = Record<string, number>;

/** The errors in the policies of the IAM User Guide, by page and code. */
const EXPECTED: [id: string, { reason: string; codes: Counts }][] = Object.entries(errors);
const CODES = new Set(SERVICE_CHECKS.map(({ code }) => code));
/** Also those that are given as suggestions. */
const ERRORS = new Set(SERVICE_CHECKS.flatMap(({ code, type }) => (type === "ERROR" ? [code] : [])));
const TYPES: readonly PolicyType[] = ["identity", "resource", "service_control", "resource_control"];

async function findingsOf(source: string, type: PolicyType) {
  const { findings } = validatePolicy({ source, type, facts: await serviceFacts([source]) });
  return findings.filter(({ issueCode }) => CODES.has(issueCode));
}

async function errorsOf(policy: unknown): Promise<Counts> {
  const source = JSON.stringify(policy, null, 2);
  const counts: Counts = {};
  for (const { issueCode } of await findingsOf(source, /"(Not)?Principal"/.test(source) ? "resource" : "identity")) {
    if (ERRORS.has(issueCode)) counts[issueCode] = (counts[issueCode] ?? 0) + 1;
  }
  return counts;
}

const present = fs.existsSync(GUIDE);

describe(`the policies of the IAM User Guide${present ? "" : ": corpus not present"}`, () => {
  it("have no error that needs service facts but those listed", async () => {
    const samples: { id: string; policy: unknown }[] = present ? JSON.parse(fs.readFileSync(GUIDE, "utf8")) : [];
    const found: Record<string, Counts> = {};
    for (const { id, policy } of samples) {
      const counts = await errorsOf(policy);
      if (Object.keys(counts).length > 0) found[id] = counts;
    }
    expect(found).toEqual(present ? Object.fromEntries(EXPECTED.map(([id, { codes }]) => [id, codes])) : {});
  });

  it("give reasons for what is listed", () => {
    for (const [, { reason, codes }] of EXPECTED) {
      expect(reason.length).toBeGreaterThan(20);
      expect(Object.keys(codes).filter((code) => !CODES.has(code))).toEqual([]);
    }
  });
});

/** What people write every day, of many services, each right by AWS's own documentation. */
describe("right policies", () => {
  it.each(right)("$name", async ({ type: name, statement }) => {
    const type = TYPES.find((known) => known === name) ?? "identity";
    const Effect = type === "service_control" || type === "resource_control" ? "Deny" : "Allow";
    const source = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect, ...statement }] }, null, 2);
    expect((await findingsOf(source, type)).map(({ findingDetails }) => findingDetails)).toEqual([]);
  });
});
