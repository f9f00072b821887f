import type { Policy, PolicyType, ServiceFacts } from "../language/index.ts";
import type { Limits } from "../prove/index.ts";
import { checkResult, type Words } from "./check-result.ts";
import { newAccess } from "./new-access.ts";
import type { CheckResult } from "./result.ts";

const WORDS: Words = {
  pass: "The modified permissions do not grant new access compared to your existing policy.",
  fail: "The modified permissions grant new access compared to your existing policy.",
  unknown: "Could not determine whether the modified permissions grant new access compared to your existing policy.",
  reason: "New access in the statement",
};

/**
 * Whether a policy allows a request that the existing policies together do not. PASS is a proof over all requests;
 * every FAIL names its statements, each with a request that `evaluate` confirms. Never throws. Source: IAM Access
 * Analyzer, CheckNoNewAccess.
 */
export function checkNoNewAccess(input: {
  policy: Policy;
  existing: Policy | Policy[];
  type: PolicyType;
  limits?: Limits;
  /** Makes example requests look realistic; has no effect on the result. */
  facts?: ServiceFacts | undefined;
}): CheckResult {
  const { policy, limits, facts } = input;
  const existing = Array.isArray(input.existing) ? input.existing : [input.existing];
  return checkResult(newAccess({ policy, existing, facts, ...(limits === undefined ? {} : { limits }) }), WORDS);
}
