import { checkNoNewAccess, parsePolicy } from "#lib/iam/index.ts";
import type { TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";
import type { PolicyComparison } from "./approved-comparison.ts";
import { withKnownPolicies } from "./known-managed-policies.ts";
import { policyType } from "./policy-type.ts";

type Read = { name: string; reading: TemplateReading };
type Held = { documentName: string; policy: TemplatePolicy };

/**
 * Every policy of these documents against its version in others, found by logical id, policy name and kind; a plain policy
 * by the name of its document. What is not there before is new in all that it allows. The answers inform: they never throw.
 */
export function compareApproved(now: readonly Read[], before: readonly Read[]): PolicyComparison[] {
  const held = policiesOf(before);
  return policiesOf(now).map(({ documentName, policy }) => {
    const { logicalId, policyName, kind: policyKind } = policy;
    const gap = gapBefore({ documentName, policy }, before);
    const place = { documentName, logicalId, policyName, policyKind };
    const match = matchOf({ documentName, policy }, held);
    if (!match && gap)
      return { ...place, outcome: "undecided", message: `Its version then is not known: ${gap}`, reasons: [] };
    return { ...place, ...compare(policy, match) };
  });
}

function policiesOf(documents: readonly Read[]): Held[] {
  return documents.flatMap(({ name, reading }) => {
    if (!reading.ok) return [];
    return withKnownPolicies(reading).policies.map((policy) => ({ documentName: name, policy }));
  });
}

/** Of several under one key the one in the document of the same name. */
function matchOf(wanted: Held, held: readonly Held[]): TemplatePolicy | null {
  const same = held.filter((one) => keyOf(one) === keyOf(wanted));
  const match = same.find(({ documentName }) => documentName === wanted.documentName) ?? same[0];
  return match?.policy ?? null;
}

function keyOf({ documentName, policy }: Held): string {
  const { logicalId, policyName, kind, resourceType } = policy;
  return JSON.stringify([resourceType === "policy" ? documentName : "", logicalId, policyName, kind]);
}

function gapBefore({ documentName, policy }: Held, before: readonly Read[]): string | null {
  const broken = before.find(({ name, reading }) => name === documentName && !reading.ok);
  if (broken) return "its document could not be read.";
  const gaps = before.flatMap(({ reading }) => (reading.ok ? reading.incomplete : []));
  const gap = gaps.find(({ logicalId, kind, policyName }) => {
    if (logicalId === undefined) return true;
    return logicalId === policy.logicalId && kind === policy.kind && (policyName ?? null) === policy.policyName;
  });
  return gap?.message ?? null;
}

type Compared = Pick<PolicyComparison, "outcome" | "message" | "reasons">;

function compare(policy: TemplatePolicy, match: TemplatePolicy | null): Compared {
  const type = policyType(policy.kind);
  const now = parsePolicy(policy.node, { type });
  if (!now.ok) return { outcome: "undecided", message: "The policy is malformed.", reasons: [] };
  const before = match ? parsePolicy(match.node, { type }) : null;
  if (before && !before.ok) return { outcome: "undecided", message: "Its version then is malformed.", reasons: [] };
  const { verdict, cause, reasons } = checkNoNewAccess({
    policy: now.policy,
    existing: before ? [before.policy] : [],
    type,
  });
  if (verdict === "UNKNOWN") return { outcome: "undecided", message: `Could not be decided: ${cause ?? ""}`, reasons };
  if (verdict === "PASS") return { outcome: "same", message: "Allows nothing that was not allowed then.", reasons: [] };
  if (!match) return { outcome: "new", message: "Was not there then: all that it allows is new.", reasons };
  return { outcome: "more", message: "Allows what was not allowed then.", reasons };
}
