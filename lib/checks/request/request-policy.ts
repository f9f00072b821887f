import type { Policy, RequestPrincipal } from "#lib/iam/index.ts";

export const POLICY_ROLES = [
  "identity",
  "resource",
  "permissions_boundary",
  "session",
  "service_control",
  "resource_control",
] as const;
/** A policy's role in deciding a request. A role's trust policy is its resource policy. */
export type PolicyRole = (typeof POLICY_ROLES)[number];

/**
 * `isSure` is false if the policy's presence or text depends on the deployment. `open`: indexes of statements with a
 * value that only the deployment decides.
 */
export type RequestPolicy = { role: PolicyRole; policy: Policy; isSure: boolean; open: ReadonlySet<number> };

/** One concrete request. Keys missing from `context` are unknown, unless `isWhole`: then the request has no others. */
export type AskedRequest = {
  principal: RequestPrincipal;
  action: string;
  resource: string;
  /** The account that owns the resource, if the ARN does not say. */
  resourceAccount: string | null;
  /** A key without values is absent from the request. */
  context: Readonly<Record<string, string[]>>;
  isWhole: boolean;
};

/** `gaps` are the roles whose policies are not completely known. */
export type RequestQuestion = {
  request: AskedRequest;
  policies: readonly RequestPolicy[];
  gaps: ReadonlySet<PolicyRole>;
};
