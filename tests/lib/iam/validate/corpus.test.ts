import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { validatePolicy } from "#lib/iam/index.ts";
import { compare, type Pair, sameDetails, samePlaces } from "../../../../scripts/validate-table/compare.ts";
import { readSamples } from "../../../../scripts/validate-table/samples.ts";
import { locationFault } from "./location.ts";

/** Samples that are not part of this repository; the tests over them say so where they are absent. */
const FILE = path.join(import.meta.dirname, "../../../../../shared/samples/policies/iam-user-guide-policies.json");

type Sample = { id: string; policy: unknown };

const present = fs.existsSync(FILE);
const samples = present ? (JSON.parse(fs.readFileSync(FILE, "utf8")) as Sample[]) : [];

/** Errors in policies that AWS publishes, each with what causes it. */
const NAMES_FOR_ACCOUNTS = "a name stands where the reader is to write an account";
const EXPECTED: Record<string, string> = {
  INVALID_ARN_ACCOUNT: NAMES_FOR_ACCOUNTS,
  "id_roles_use_passrole.md#1 MISSING_ARN_FIELD": "a sentence stands where the reader is to write resources",
  "troubleshoot_policies.md#9 INVALID_ARN_PREFIX": "the guide shows a mistake: a space before the *",
  "troubleshoot_policies.md#16 VARIABLE_UNSUPPORTED_IN_VERSION":
    "the guide shows a mistake: a variable without a version",
  "using-service-linked-roles.md#1 INVALID_SERVICE_PRINCIPAL_FORMAT": "SERVICE-NAME stands for a service",
};

describe(present ? "corpus" : "corpus not present", () => {
  it("is whole or absent", () => {
    expect(samples.length).toBe(present ? 275 : 0);
  });

  if (!present) return;

  it("AWS's own policies have no errors but those expected", () => {
    const errors = samples.flatMap(({ id, policy }) => {
      const source = JSON.stringify(policy, null, 2);
      const type = /"(?:Not)?Principal":/.test(source) ? "resource" : "identity";
      return validatePolicy({ source, type }).findings.flatMap(({ findingType, issueCode, locations }) => {
        for (const place of locations) expect(locationFault(source, place)).toBeUndefined();
        if (findingType !== "ERROR") return [];
        return [issueCode in EXPECTED ? issueCode : `${id} ${issueCode}`];
      });
    });
    expect(new Set(errors)).toEqual(new Set(Object.keys(EXPECTED)));
    expect(errors.filter((error) => error === "INVALID_ARN_ACCOUNT").length).toBe(26);
  });

  it.each(["identity", "resource", "service_control", "resource_control"] as const)(
    "all end as %s policies",
    (type) => {
      for (const { policy } of samples) {
        const source = JSON.stringify(policy);
        for (const { locations } of validatePolicy({ source, type }).findings) {
          for (const place of locations) expect(locationFault(source, place)).toBeUndefined();
        }
      }
    },
  );
});

const answered = readSamples();

/** AWS's own answers of ValidatePolicy about its managed policies, as `scripts/validate-table.mjs` compares them. */
describe(`AWS's answers${answered === undefined ? ": corpus not present" : ""}`, () => {
  it("are many or absent", () => {
    expect(answered === undefined || answered.length > 200).toBe(true);
  });

  if (answered === undefined) return;

  it("are ours, but for names that came or went since", async () => {
    const { policies, alike, pairs, oursOnly, leftOut } = await compare(answered);
    const share = (same: (pair: Pair) => boolean) => pairs.filter(same).length / pairs.length;
    expect(alike / policies).toBeGreaterThanOrEqual(0.97);
    expect(new Set(leftOut.map(({ id }) => id)).size / policies).toBeLessThan(0.05);
    expect(oursOnly.filter(({ finding }) => finding.findingType === "ERROR")).toEqual([]);
    expect(pairs.length).toBeGreaterThan(80);
    expect(share(({ theirs, ours }) => theirs.findingType === ours.findingType)).toBe(1);
    expect(share(({ theirs, ours }) => sameDetails(theirs, ours))).toBeGreaterThanOrEqual(0.95);
    expect(share(({ theirs, ours }) => samePlaces(theirs, ours))).toBeGreaterThanOrEqual(0.95);
  });
});
