import { isCovered, type TemplatePolicy } from "#lib/templates/read.ts";
import { DENIES } from "./statement-text.ts";
import type { Held, Side, Version } from "./version-side.ts";

type Undenied = { documentName: string; policy: TemplatePolicy }[];

/** Policies with a Deny that were there, and are no more: in some deployments, or in all. */
export function undeniedSince(past: Side, present: Side): Undenied {
  return [...past.held.values()].flat().flatMap((held) => undeniedOf(held, present));
}

/** Of one that can not be read now it is not known. */
function undeniedOf({ key, documentName, variants }: Held, present: Side): Undenied {
  const now = (present.held.get(key) ?? []).flatMap((held) => held.variants.map(({ branch }) => branch));
  return variants
    .filter(({ text, branch }) => text.includes(DENIES) && !isCovered(branch, now))
    .filter((policy) => !present.versions.some((version) => isOpenIn(policy, version)))
    .map((policy) => ({ documentName, policy }));
}

/** Whether it is said that a policy can not be read in a version. */
function isOpenIn({ logicalId, kind, policyName }: TemplatePolicy, { reading }: Version): boolean {
  if (!reading.ok) return false;
  return reading.incomplete.some((gap) => {
    if (gap.logicalId !== logicalId || gap.kind !== kind || gap.unset) return false;
    return (gap.policyName ?? null) === policyName;
  });
}
