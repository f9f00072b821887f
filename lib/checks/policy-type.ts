import type { PolicyType } from "#lib/iam/index.ts";
import type { PolicyKind } from "#lib/templates/read.ts";

/** The grammar a policy is read by: a trust policy is the resource policy of its role. */
export function policyType(kind: PolicyKind): PolicyType {
  return kind === "identity" ? "identity" : "resource";
}
