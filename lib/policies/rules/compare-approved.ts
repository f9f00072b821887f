import { compareVersions, type PolicyChange, type VersionChanges } from "#lib/checks/compare-versions.ts";
import type { HolderChange } from "#lib/checks/holders/holder-change.ts";
import type { ManagedPolicies } from "#lib/checks/managed-policies.ts";
import { mayGrant } from "#lib/checks/policy-type.ts";
import type { Version } from "#lib/checks/version-side.ts";
import type { Incomplete, TemplatePolicy } from "#lib/templates/read.ts";
import type { PolicyComparison } from "./approved-comparison.ts";
import { storedReason } from "./evaluate-documents.ts";

const ALL = { acceptedManagedPolicies: new Set<string>() };

/**
 * Compares every policy of these documents with its approved version, and reports the unreadable ones. The comparison
 * informs, so it never throws.
 */
export function compareApproved(
  now: readonly Version[],
  approved: readonly Version[],
  managed?: ManagedPolicies,
): PolicyComparison[] {
  const changes = compareVersions(now, approved, ALL, managed);
  return [...changes.policies.map(comparisonOf), ...attached(changes), ...unread(now), ...heldLess(changes)];
}

function placeOf(documentName: string, { logicalId, policyName, kind: policyKind }: TemplatePolicy) {
  return { documentName, logicalId, policyName, policyKind };
}

function comparisonOf({ documentName, policy, outcome, cause, reasons, given }: PolicyChange): PolicyComparison {
  const message = {
    same: "Allows nothing that the approved version did not allow.",
    more: "Allows access the approved version did not allow.",
    new: given
      ? `Was in the approved version, but not given to ${given.to}: everything it allows there is new.`
      : "Was not in the approved version: everything it allows is new.",
    undecided: `Could not be compared with its approved version: ${cause ?? ""}`,
  }[outcome];
  const here = outcome === "undecided" ? { gone: false } : {};
  return { ...placeOf(documentName, policy), outcome, ...here, message, reasons: reasons.map(storedReason) };
}

function attached({ attached: list }: VersionChanges): PolicyComparison[] {
  return list.map(({ documentName, attachment: { arn, logicalId } }): PolicyComparison => {
    const what = arn ?? "A managed policy whose ARN is known only at deployment";
    const message = `${what} was not attached in the approved version, and its text is not known.`;
    const place = { documentName, logicalId, policyName: null, policyKind: "identity" } as const;
    return { ...place, outcome: "undecided", gone: false, message, reasons: [] };
  });
}

/** Unreadable content may allow more, so it gets one entry per policy, or per document if nothing more is known. */
function unread(now: readonly Version[]): PolicyComparison[] {
  const all = now.flatMap(({ name, reading }) => {
    if (!reading.ok) return [notCompared(name, { message: reading.problems[0]?.message ?? "It cannot be read." })];
    const open = reading.incomplete.filter(({ kind, unset }) => !unset && (kind === undefined || mayGrant(kind)));
    return open.map((gap) => notCompared(name, gap));
  });
  const placeKey = ({ documentName, logicalId, policyName, policyKind }: PolicyComparison) =>
    JSON.stringify([documentName, logicalId, policyName, policyKind]);
  return [...new Map(all.toReversed().map((one) => [placeKey(one), one])).values()].toReversed();
}

type Unread = Pick<Incomplete, "message" | "logicalId" | "policyName" | "kind">;

function notCompared(documentName: string, { logicalId = "", policyName = null, ...gap }: Unread): PolicyComparison {
  const place = { documentName, logicalId, policyName, policyKind: gap.kind ?? null };
  return { ...place, outcome: "undecided", gone: false, message: `Could not be compared: ${gap.message}`, reasons: [] };
}

const UNNAMED: Partial<Record<HolderChange["change"], string>> = {
  taken:
    "Denied or limited something for others in the approved version, and no longer does. Other policies may now allow more.",
  left: "In the approved version, a group's policies applied to someone and may have denied something.",
  detached: "In the approved version, a managed policy was attached to someone and may have denied something.",
};

function heldLess({ held }: VersionChanges): PolicyComparison[] {
  return held.map(({ documentName, place, change, who, what, outcome, policy, isGone, reasons }): PolicyComparison => {
    const { logicalId, policyName, policyKind } = place;
    const names = who.join(", ");
    const message = {
      eased: "Denies or limits less than the approved version.",
      gone: "Denied or limited something in the approved version, and no longer exists. Other policies may now allow more.",
      taken: `Denied or limited something for ${names} in the approved version, and no longer does. Other policies may now allow more.`,
      unbound: `The permissions boundary of ${names} was changed or removed since the approved version.`,
      joined: `${names} now has the access of ${what}. What that allows is not known here.`,
      left: `In the approved version, the policies of ${what} applied to ${names} and may have denied something.`,
      detached: `In the approved version, ${what} was attached to ${names} and may have denied something.`,
    }[change];
    const isShown = outcome === "more" && !isGone && policy !== null;
    const isOfThen = policy === null && change !== "unbound" && change !== "joined";
    const rest = isShown
      ? {
          outcome: "more" as const,
          reasons: reasons.map((reason) => storedReason({ ...reason, description: message })),
        }
      : { outcome: "undecided" as const, gone: isOfThen, reasons: [] };
    const unnamed = UNNAMED[change];
    return { documentName, logicalId, policyName, policyKind, message, ...(unnamed && { unnamed }), ...rest };
  });
}
