import { type ManagedPolicies, textOfManaged } from "#lib/checks/managed-policies.ts";
import { readPolicy } from "#lib/checks/read-policy.ts";
import { part } from "#lib/checks/result.ts";
import { holderWords, isSameHolder, type Side } from "#lib/checks/version-side.ts";
import type { CheckResult, Policy } from "#lib/iam/index.ts";
import { branchesMeet, isCovered, type Link } from "#lib/templates/read.ts";
import { answer, type HolderChange, isGoneSince, resourceNow, type Sides } from "./holder-change.ts";
import { unboundSince } from "./restraints.ts";
/** Boundaries that are gone or replaced: without one, everything that it did not allow is new. */
export function boundariesSince(
  { past, present }: Sides,
  managed: ManagedPolicies,
  managedBefore: ManagedPolicies,
): HolderChange[] {
  const bounding = (side: Side) => side.links.all.filter(({ link }) => link.kind === "boundary");
  const now = bounding(present);
  return bounding(past).flatMap(({ documentName, link }): HolderChange[] => {
    if (isGoneSince(link.to, { past, present })) return [];
    const theirs = now.filter(
      (one) => isSameHolder(one.link.to, link.to) && branchesMeet(one.link.branch, link.branch),
    );
    const branches = theirs.map((one) => one.link.branch);
    const there = resourceNow(link.to, { past, present });
    const isBound =
      isCovered(link.branch, branches) || (there?.branch !== undefined && isCovered(there.branch, branches));
    const options = [...theirs.filter((one) => !isSameHolder(one.link.of, link.of)), ...(isBound ? [] : [null])];
    return options.flatMap((option): HolderChange[] => {
      const before = boundaryOf(link, past, managedBefore);
      const after = option && boundaryOf(option.link, present, managed);
      const isKnown = before.length > 0 && (!after || after.length > 0);
      const asked = before.flatMap((one) => (after ?? [null]).map((other) => unboundSince(one, other)));
      const open = asked.find(({ verdict }) => verdict === "UNKNOWN");
      const worst = asked.find(({ verdict }) => verdict === "FAIL") ?? open;
      if (isKnown && !worst) return [];
      const rule = "WIDENED_LIMIT";
      const shown: CheckResult = {
        verdict: option ? "UNKNOWN" : "FAIL",
        message: "",
        reasons: [],
        cause: NOT_KNOWN_BOUNDARY,
      };
      const { logicalId, resourceType } = option?.link ?? there ?? link;
      const { reasons, ...rest } = answer(isKnown && worst ? worst : shown, rule, false);
      const span = option?.link.of.span ?? there?.span;
      const digest = [link.of.name, option?.link.of.name ?? "", holderWords(link.to)] as const;
      return [
        {
          ...part({ logicalId, resourceType, policyKind: "boundary" }),
          ...rest,
          reasons: reasons.map((reason) => ({ ...reason, digest, ...(span && { span }) })),
          documentName: option?.documentName ?? documentName,
          change: "unbound",
          who: [holderWords(link.to)],
          what: option ? holderWords(option.link.of) : "",
          isGone: false,
        },
      ];
    });
  });
}

const NOT_KNOWN_BOUNDARY = "The text of one of the two boundaries is unknown.";
const BY_ARN = "policy ";

/** The text of a boundary in each of its branches; empty where it is not known. */
function boundaryOf({ of, branch }: Link, side: Side, managed: ManagedPolicies): Policy[] {
  const arn = of.name.startsWith(BY_ARN) ? of.name.slice(BY_ARN.length) : "";
  const own = [...side.held.values()].flat().flatMap(({ variants }) => variants);
  const named = own.filter((one) => branchesMeet(one.branch, branch) && one.arns?.some((each) => each.arn === arn));
  const read = named.map((one) => readPolicy(one));
  if (read.length > 0) return read.every((one) => one.kind === "read") ? read.map(({ policy }) => policy) : [];
  const text = textOfManaged(arn, managed);
  return text ? [text] : [];
}
