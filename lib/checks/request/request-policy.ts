import type { Policy, RequestPrincipal } from "#lib/iam/index.ts";

export const POLICY_ROLES = [
  "identity",
  "resource",
  "permissions_boundary",
  "session",
  "service_control",
  "resource_control",
] as const;
/** What part a policy has in the decision on a request. The trust policy of a role is the resource policy of the role. */
export type PolicyRole = (typeof POLICY_ROLES)[number];

/**
 * `isSure` is false where it depends on the deployment whether the policy is there, or reads so; `open` are the indices of the
 * statements in which a word stands that only the deployment decides.
 */
export type RequestPolicy = { role: PolicyRole; policy: Policy; isSure: boolean; open: ReadonlySet<number> };

/** One concrete request. Of the keys that are not in `context` nothing is known, unless `isWhole`: then the request has no others. */
export type AskedRequest = {
  principal: RequestPrincipal;
  action: string;
  resource: string;
  /** The account that owns the resource, where its ARN does not say. */
  resourceAccount: string | null;
  /** A key without values is not in the request. */
  context: Readonly<Record<string, string[]>>;
  isWhole: boolean;
};

/** `gaps` are the parts in which a policy is that is not known whole. */
export type RequestQuestion = {
  request: AskedRequest;
  policies: readonly RequestPolicy[];
  gaps: ReadonlySet<PolicyRole>;
};
