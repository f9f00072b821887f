import {
  type Attachment,
  type Holder,
  isCovered,
  type TemplatePolicy,
  type TemplateReading,
} from "#lib/templates/read.ts";
import { type Links, linksIn } from "./holders/links.ts";
import { attachedPolicies, type ManagedPolicies } from "./managed-policies.ts";
import { isMadeAlike } from "./plan-texts.ts";
import { mayGrant } from "./policy-type.ts";
import type { ReadProfile } from "./read-profile.ts";
import { type Variants, variantsOf } from "./variants.ts";

export type Version = { name: string; reading: TemplateReading };

/** One policy of a version, in all its branches. */
export type Held = { key: string; documentName: string; variants: Variants };

/**
 * One version of some documents: policies by key, their holders, links between identities, and unknowns. `holders` are
 * bound by a policy, also as group members; `takers` may assume whatever has it.
 */
export type Side = {
  held: ReadonlyMap<string, Held[]>;
  holders: ReadonlyMap<Held, Holder[]>;
  takers: ReadonlyMap<Held, Holder[]>;
  links: Links;
  attached: { documentName: string; attachment: Attachment }[];
  versions: readonly Version[];
};

/** The deployed state according to the plans among these versions. */
export function deployedOf(versions: readonly Version[]): Version[] {
  return versions.flatMap(({ name, reading }) => {
    if (!reading.ok || !reading.deployed) return [];
    return [{ name, reading: { ...reading, ...reading.deployed, incomplete: [] } }];
  });
}

export function sideOf(
  versions: readonly Version[],
  profile: Pick<ReadProfile, "acceptedManagedPolicies">,
  managed: ManagedPolicies,
): Side {
  const held = new Map<string, Held[]>();
  const holders = new Map<Held, Holder[]>();
  const takers = new Map<Held, Holder[]>();
  const links = linksIn(versions);
  const attached: Side["attached"] = [];
  for (const { name: documentName, reading } of versions) {
    if (!reading.ok) continue;
    const { known, own, unknown } = attachedPolicies(reading, profile, managed);
    for (const variants of variantsOf([...reading.policies, ...known])) {
      const key = keyOf(documentName, variants[0]);
      const one = { key, documentName, variants };
      held.set(key, [...(held.get(key) ?? []), one]);
      const given = [...(variants[0].holders ?? []), ...attachedTo(variants, own)];
      const owners = given.length > 0 ? given : [ownerOf(variants[0])];
      const members = links.through("member", owners);
      holders.set(one, [...given, ...members]);
      takers.set(one, links.through("assigned", [...owners, ...members]));
    }
    attached.push(...unknown.map((attachment) => ({ documentName, attachment })));
  }
  return { held, holders, takers, links, attached, versions };
}

/** The resource that has a policy. */
export function ownerOf({ logicalId, resourceType, span }: TemplatePolicy): Holder {
  return { name: logicalId, resource: { name: logicalId, type: resourceType }, span };
}

function keyOf(documentName: string, { logicalId, policyName, kind, resourceType }: TemplatePolicy): string {
  // Only its use distinguishes a permissions boundary from another managed policy.
  const known = kind === "boundary" ? "identity" : kind;
  return JSON.stringify([resourceType === "policy" ? documentName : "", logicalId, policyName, known]);
}

/** The holders of one of the document's managed policies, attached by ARN. */
function attachedTo([{ kind, arns = [] }]: Variants, own: readonly Attachment[]): Holder[] {
  if (!mayGrant(kind) || arns.length === 0) return [];
  const named = new Set<string | null>(arns.map(({ arn }) => arn));
  return own.filter(({ arn }) => named.has(arn)).flatMap(attachedHolders);
}

/** The holders of an attachment; the attaching resource itself if it names nobody else. */
export function attachedHolders({ logicalId, resourceType, span, branch, holders }: Attachment): Holder[] {
  const resource = { name: logicalId, type: resourceType };
  return holders ?? [{ name: logicalId, resource, span, ...(branch && { branch }) }];
}

export function holderWords({ name, resource, words }: Holder): string {
  return resource?.name ?? words ?? name;
}

/** Whether a holder has a policy according to its list of holders, in every branch where the holder had it. */
export function isAmong(holder: Holder, holders: readonly Holder[]): boolean {
  const same = holders.filter((one) => isSameHolder(one, holder) || isWithin(holder, one));
  return isCovered(
    holder.branch,
    same.map(({ branch }) => branch),
  );
}

/** Whether one holder's access is part of another's: the same, narrowed at least as much. */
function isWithin(one: Holder, other: Holder): boolean {
  if (!isNamed(one) || !isNamed(other)) return false;
  const [part, whole] = [wholeOf(one), wholeOf(other)];
  return part.name === whole.name && whole.limits.every((limit) => part.limits.includes(limit));
}

function wholeOf({ name, within }: Holder): NonNullable<Holder["within"]> {
  return within ?? { name, limits: [] };
}

function isNamed({ place }: Holder): boolean {
  return place?.isKnown !== false;
}

/** The same resource or the same name. If a name is not known yet, compares the places in the plan. */
export function isSameHolder(one: Holder, other: Holder): boolean {
  if (one.resource !== undefined && one.resource.name === other.resource?.name) return true;
  if (!one.place || !other.place || (one.place.isKnown && other.place.isKnown)) return one.name === other.name;
  return one.place.at === other.place.at && isMadeAlike(one.place.made, other.place.made);
}

/**
 * The previous version of a policy. Among several with one key, prefers the document of the same name, then the same
 * order.
 */
export function matchOf(held: Held, present: Side, past: Side): Held | undefined {
  const twins = present.held.get(held.key) ?? [];
  const candidates = past.held.get(held.key) ?? [];
  const here = (list: readonly Held[]) => list.filter(({ documentName }) => documentName === held.documentName);
  const inDocument = here(candidates);
  return inDocument.length === 0 ? candidates[twins.indexOf(held)] : inDocument[here(twins).indexOf(held)];
}
