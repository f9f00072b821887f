import type { PolicyType } from "#lib/iam/index.ts";
import type { PolicyKind } from "#lib/templates/read.ts";

/**
 * How policies of one kind are judged.
 * - `words`: what people call it;
 * - `type`: the grammar it is read by; a trust policy is the resource policy of its role;
 * - `lets`: what is asked of it: everything that it grants, whom outside it lets in, or nothing where it only narrows;
 * - `isWritten`: someone has written the document, so that there is something to validate.
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

/** Whether a policy may give someone something, and is not only there to hold back. */
export function mayGrant(kind: PolicyKind): boolean {
  return KINDS[kind].lets !== "nobody";
}

/** Whether everything that a policy grants is asked about, and not only whom it lets in. */
export function isAskedAll(kind: PolicyKind): boolean {
  return KINDS[kind].lets === "all";
}

export function isWritten(kind: PolicyKind): boolean {
  return KINDS[kind].isWritten;
}
