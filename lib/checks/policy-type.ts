import type { PolicyType } from "#lib/iam/index.ts";
import type { PolicyKind } from "#lib/templates/read.ts";

/**
 * How policies of one kind are judged. - `words`: its everyday name; - `type`: its grammar (a trust policy is its
 * role's resource policy); - `lets`: judge all grants, outsiders only, or nobody if it only narrows; - `isWritten`:
 * someone wrote it, so validation applies.
 */
type Treatment = { words: string; type: PolicyType; lets: "all" | "outsiders" | "nobody"; isWritten: boolean };

const narrowing = (words: string, type: PolicyType): Treatment => ({ words, type, lets: "nobody", isWritten: true });

const KINDS: Record<PolicyKind, Treatment> = {
  identity: { words: "identity policy", type: "identity", lets: "all", isWritten: true },
  trust: { words: "trust policy", type: "resource", lets: "all", isWritten: true },
  resource: { words: "resource policy", type: "resource", lets: "all", isWritten: true },
  sharing: { words: "sharing", type: "resource", lets: "outsiders", isWritten: false },
  service_control: narrowing("service control policy", "service_control"),
  resource_control: narrowing("resource control policy", "resource_control"),
  endpoint: narrowing("endpoint policy", "resource"),
  session: narrowing("session policy", "identity"),
  boundary: narrowing("permissions boundary", "identity"),
};

export const POLICY_KINDS = Object.keys(KINDS) as [PolicyKind, ...PolicyKind[]];

export function policyKindWords(kind: PolicyKind): string {
  return KINDS[kind].words;
}

export function policyType(kind: PolicyKind): PolicyType {
  return KINDS[kind].type;
}

/** Whether a policy may grant access, rather than only restrict it. */
export function mayGrant(kind: PolicyKind): boolean {
  return KINDS[kind].lets !== "nobody";
}

/** Whether every grant of a policy is judged, rather than only outsiders. */
export function isAskedAll(kind: PolicyKind): boolean {
  return KINDS[kind].lets === "all";
}

export function isWritten(kind: PolicyKind): boolean {
  return KINDS[kind].isWritten;
}
