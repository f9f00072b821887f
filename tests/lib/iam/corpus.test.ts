import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Access, CheckResult, Policy, PolicyType } from "#lib/iam/index.ts";
import {
  accessNotGrantedProblems,
  checkAccessNotGranted,
  checkNoNewAccess,
  checkNoPublicAccess,
  parsePolicy,
} from "#lib/iam/index.ts";

/** Samples that are not part of this repository; the tests over them say so where they are absent. */
const CORPUS = path.join(import.meta.dirname, "../../../../shared/samples/policies");

type Sample = {
  id: string;
  operation: string;
  policyType: string;
  newPolicy?: unknown;
  existingPolicy?: unknown;
  policy?: unknown;
  access?: Access[];
  resourceType?: string;
  expected: "PASS" | "FAIL" | "ERROR";
  error?: { name: string };
  recorded?: {
    message: string;
    reasons?: { description: string; statementIndex: number; statementId?: string }[];
  } | null;
};

/** Words that AWS's own sources give in two ways; the verdict is compared all the same. */
const OTHER_WORDS: Record<string, string> = {
  "sdk-cang-fail-resource": "the SDK's documentation has an older text than every recorded answer for resources",
  "cli-cang-pass": "the CLI's example has another text for PASS than the SDK's",
};

function samples(name: string): Sample[] {
  const file = path.join(CORPUS, name);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Sample[]) : [];
}

function answer(sample: Sample): CheckResult | { error: string } {
  const type: PolicyType = sample.policyType === "IDENTITY_POLICY" ? "identity" : "resource";
  const policies: Policy[] = [];
  for (const document of [sample.newPolicy ?? sample.policy, sample.existingPolicy]) {
    if (document === undefined) continue;
    const parsed = parsePolicy(JSON.stringify(document), { type });
    if (!parsed.ok) return { error: "ValidationException" };
    policies.push(parsed.policy);
  }
  const [policy, existing] = policies;
  if (policy === undefined) throw new Error(`${sample.id} has no policy`);
  if (sample.operation === "checkNoNewAccess" && existing !== undefined)
    return checkNoNewAccess({ policy, existing, type });
  if (sample.operation === "checkNoPublicAccess")
    return checkNoPublicAccess({ policy, resourceType: sample.resourceType ?? "" });
  const access = sample.access?.[0] ?? {};
  const [problem] = accessNotGrantedProblems({ policy, access });
  if (problem !== undefined)
    return { error: problem.kind === "invalid" ? "ValidationException" : "InvalidParameterException" };
  return checkAccessNotGranted({ policy, access, type });
}

function agree(sample: Sample): void {
  const result = answer(sample);
  if ("error" in result) {
    expect([sample.expected, sample.error?.name]).toEqual(["ERROR", result.error]);
    return;
  }
  expect(result.verdict).toBe(sample.expected);
  const { recorded } = sample;
  if (!recorded || sample.id in OTHER_WORDS) return;
  expect(result.message).toBe(recorded.message);
  const reasons = result.reasons.map(({ description, statementIndex, statementId }) => ({
    description,
    statementIndex,
    ...(statementId === undefined ? {} : { statementId }),
  }));
  expect(reasons).toEqual(recorded.reasons ?? []);
}

const present = fs.existsSync(CORPUS);
const pairs = samples("custom-policy-check-samples.json");
const recorded = samples("recorded-aws-results.json");
const guide = samples("iam-user-guide-policies.json");

describe(present ? "corpus" : "corpus not present", () => {
  it("is whole or absent", () => {
    expect([pairs.length, recorded.length, guide.length]).toEqual(present ? [98, 48, 275] : [0, 0, 0]);
  });

  if (!present) return;
  it.each(pairs)("pair $id", agree);
  it.each(recorded)("recorded $id", agree);

  it("every policy of the user guide that can be read grants nothing new against itself", () => {
    let read = 0;
    for (const { id, policy: document } of guide) {
      const text = JSON.stringify(document);
      const type: PolicyType = /"(?:Not)?Principal":/.test(text) ? "resource" : "identity";
      const parsed = parsePolicy(text, { type });
      if (!parsed.ok) continue;
      read += 1;
      const { policy } = parsed;
      expect([id, checkNoNewAccess({ policy, existing: policy, type }).verdict]).toEqual([id, "PASS"]);
    }
    expect(read).toBe(266);
  });
});
