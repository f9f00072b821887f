import { describe, expect, it } from "vitest";
import type { CheckResult, Policy } from "#lib/iam/index.ts";
import { checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess, evaluate, parsePolicy } from "#lib/iam/index.ts";
import { type Case, policyOf, readCases } from "./read-cases.ts";

function answer(test: Case, policy: Policy, existing: Policy[]): CheckResult {
  const { type } = test;
  if (test.check === "no-new-access") return checkNoNewAccess({ policy, existing, type });
  if (test.check === "access-not-granted") return checkAccessNotGranted({ policy, access: test.access ?? {}, type });
  return checkNoPublicAccess({ policy, resourceType: test.resourceType ?? "" });
}

function run(test: Case): void {
  if (test.invalid !== undefined) {
    const text = test.invalid === "policy" ? test.policy : (test.existing[0] ?? "");
    const parsed = parsePolicy(text, { type: test.type });
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) for (const problem of parsed.problems) expect(problem.span).toBeDefined();
    return;
  }
  const policy = policyOf(test.policy, test.type);
  const existing = test.existing.map((text) => policyOf(text, test.type));
  const result = answer(test, policy, existing);
  if (test.not !== undefined) expect(result.verdict).not.toBe(test.not);
  else expect(result.verdict).toBe(test.verdict);
  if (test.statements !== undefined)
    expect(result.reasons.map((reason) => reason.statementIndex)).toEqual(test.statements);
  if (test.description !== undefined) expect(result.reasons[0]?.description).toBe(test.description);
  if (result.verdict === "PASS") expect(result.reasons).toEqual([]);
  if (result.verdict === "UNKNOWN") expect(result.cause).toBeTruthy();
  const shown = result.reasons.filter(({ witness }) => witness !== undefined);
  expect(shown.length > 0).toBe(result.verdict === "FAIL");
  for (const { witness, statementIndex } of shown) {
    if (witness === undefined) continue;
    const granted = evaluate(policy, witness);
    expect(granted.decision).toBe("allowed");
    expect(granted.statements[statementIndex]?.applies).toBe(true);
    expect(evaluate(existing, witness).decision).not.toBe("allowed");
  }
}

const files = readCases();

it("has at least 150 cases", () => {
  expect(files.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(150);
});

for (const { topic, cases } of files) {
  describe(topic, () => {
    it.each(cases)("$name", (test) => run(test));
  });
}
