import { branchesMeet, type Holder, isCovered, type TemplatePolicy } from "#lib/templates/read.ts";
import { DENIES } from "./statement-text.ts";
import {
  attachedHolders,
  type Held,
  holderWords,
  isAmong,
  isSameHolder,
  matchOf,
  type Side,
  type Version,
} from "./version-side.ts";

/** A policy with a Deny that is gone, or that somebody is not given any more: `from` says who, and then it is the policy of now. */
export type Undenied = { documentName: string; policy: TemplatePolicy; from: string | null };

/** Policies with a Deny that were there, or were given to somebody, and are no more: in some deployments, or in all. */
export function undeniedSince(past: Side, present: Side): Undenied[] {
  return [...past.held.values()].flat().flatMap((held) => {
    const gone = undeniedOf(held, present);
    return gone.length > 0 ? gone : takenOf(held, past, present);
  });
}

function takenOf(held: Held, past: Side, present: Side): Undenied[] {
  const denying = held.variants.filter(({ text }) => text.includes(DENIES));
  const match = denying.length === 0 ? undefined : matchOf(held, past, present);
  if (!match) return [];
  const now = present.holders.get(match) ?? [];
  const taken = (past.holders.get(held) ?? []).filter((holder) => {
    const isDenied = denying.some(({ branch }) => branchesMeet(branch, holder.branch));
    return isDenied && !isAmong(holder, now) && !mayBeGivenTo(holder, present);
  });
  const { documentName, variants } = match;
  return [...new Set(taken.map(holderWords))].map((from) => ({ documentName, policy: variants[0], from }));
}

/** Whether what somebody is given is not all known. */
function mayBeGivenTo(holder: Holder, { attached }: Side): boolean {
  return attached.some(({ attachment }) => {
    return attachment.arn === null && attachedHolders(attachment).some((one) => isSameHolder(one, holder));
  });
}

/** Of one that can not be read now it is not known. */
function undeniedOf({ key, documentName, variants }: Held, present: Side): Undenied[] {
  const now = (present.held.get(key) ?? []).flatMap((held) => held.variants.map(({ branch }) => branch));
  return variants
    .filter(({ text, branch }) => text.includes(DENIES) && !isCovered(branch, now))
    .filter((policy) => !present.versions.some((version) => isOpenIn(policy, version)))
    .map((policy) => ({ documentName, policy, from: null }));
}

/** Whether it is said that a policy can not be read in a version. */
function isOpenIn({ logicalId, kind, policyName }: TemplatePolicy, { reading }: Version): boolean {
  if (!reading.ok) return false;
  return reading.incomplete.some((gap) => {
    if (gap.logicalId !== logicalId || gap.kind !== kind || gap.unset) return false;
    return (gap.policyName ?? null) === policyName;
  });
}
