import {
  type Access,
  type CheckResult,
  checkAccessNotGranted,
  checkNoNewAccess,
  checkNoPublicAccess,
  type Policy,
  type PolicyType,
  parsePolicy,
} from "#lib/iam/index.ts";
import type { PlainPolicy } from "./plain-policy.ts";
import type { RequestGrid } from "./request-grid.ts";

/** Every policy is asked every question, over every request of the grid. */
export type Family = {
  name: string;
  policies: PlainPolicy[];
  type: PolicyType;
  questions: Question[];
  grid: RequestGrid;
};

/** PASS says that the policy allows nothing but what `known` allows. */
export type Question = { known: PlainPolicy; ask: (policy: Policy) => CheckResult };

/** `small` is what the test suite has time for, `large` is run by hand. */
export type Size = "small" | "large";

export type Comparison = { name: string; policies: PlainPolicy[]; grid: RequestGrid; type?: PolicyType };

/** Each policy compared with each. */
export function comparing({ type = "identity", ...comparison }: Comparison): Family {
  return { ...comparison, type, questions: comparison.policies.map((known) => noNewAccess(known, type)) };
}

export function noNewAccess(known: PlainPolicy, type: PolicyType): Question {
  const existing = parsed(known, type);
  return { known, ask: (policy) => checkNoNewAccess({ policy, existing, type }) };
}

/** What is not listed is known. */
export function accessNotGranted(access: Access): Question {
  const listed = { Action: access.actions ?? "*", Resource: access.resources ?? "*" };
  const known: PlainPolicy = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", ...listed },
    ],
  };
  return { known, ask: (policy) => checkAccessNotGranted({ policy, access, type: "identity" }) };
}

/** For grids of requests by strangers that no trusted key pins. */
export function noPublicAccess(resourceType: Parameters<typeof checkNoPublicAccess>[0]["resourceType"]): Question {
  return { known: { Statement: [] }, ask: (policy) => checkNoPublicAccess({ policy, resourceType }) };
}

export function parsed(plain: PlainPolicy, type: PolicyType): Policy {
  const result = parsePolicy(JSON.stringify(plain), { type });
  if (result.ok) return result.policy;
  throw new Error(`${JSON.stringify(plain)}: ${result.problems.map(({ message }) => message).join(" ")}`);
}
