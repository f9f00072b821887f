import type { ManagedPolicies } from "#lib/checks/managed-policies.ts";
import { mayGrant } from "#lib/checks/policy-type.ts";
import { checked } from "#lib/checks/result.ts";
import { type Held, holderWords, isAmong, matchOf, ownerOf, type Side } from "#lib/checks/version-side.ts";
import { branchesMeet, type Holder, isCovered, type TemplatePolicy } from "#lib/templates/read.ts";
import { boundariesSince } from "./boundary-changes.ts";

import { answer, type Found, type HolderChange, isGoneSince, mayBeGivenTo, type Sides } from "./holder-change.ts";
import { unknownSince } from "./membership-changes.ts";
import { easedSince, isControl, isRestraint, restraintText } from "./restraints.ts";
/** All Denies and limits that apply less than before: one entry for each policy or link and kind of change. */
export function holderChanges(
  past: Side,
  present: Side,
  managed: ManagedPolicies,
  managedBefore: ManagedPolicies,
): HolderChange[] {
  const sides = { past, present };
  return [
    ...[...past.held.values()].flat().flatMap((held) => easedOf(held, sides)),
    ...boundariesSince(sides, managed, managedBefore),
    ...unknownSince(sides),
  ];
}

/** A policy of a resource type that is one by itself stays in force for others when its resource goes. */
function isApart({ resourceType }: TemplatePolicy): boolean {
  return /policy$/i.test(resourceType) || resourceType === "aws_cloudcontrolapi_resource";
}

/** The holders of a policy; null for anyone to whom other documents attach it. */
function heldBack(held: Held, side: Side): (Holder | null)[] {
  const [policy] = held.variants;
  const holders = side.holders.get(held) ?? [];
  if (!isApart(policy)) return (policy.holders ?? []).length > 0 ? holders : [ownerOf(policy), ...holders];
  return holders.length === 0 || (policy.arns ?? []).length > 0 ? [...holders, null] : holders;
}

function easedOf(held: Held, { past, present }: Sides): HolderChange[] {
  const restraining = held.variants.filter(isRestraint);
  if (restraining.length === 0) return [];
  const match = matchOf(held, past, present);
  if (match && isUnchanged(held, match, { past, present })) return [];
  // AWS refuses to delete a managed policy that is in use elsewhere, so only its holders here can lose it.
  if (!match && held.variants[0].kind === "boundary") return [];
  const all = heldBack(held, past);
  const known = all.filter((holder) => holder !== null);
  const holders = match || known.length === 0 ? all : known;
  const found = restraining.flatMap((variant) =>
    holders
      .filter((holder) => branchesMeet(variant.branch, holder?.branch))
      .flatMap((holder) => easedFor(variant, holder, { held, match }, { past, present })),
  );
  const policy = match?.variants[0] ?? restraining[0];
  if (!policy) return [];
  const place = match ? checked(policy) : { ...checked(policy), policy: null };
  const documentName = (match ?? held).documentName;
  return (["gone", "taken", "eased"] as const).flatMap((change) => {
    const these = found.filter((one) => one.change === change);
    const worst =
      these.find(({ isGone, outcome }) => !isGone && outcome === "more") ??
      these.find(({ isGone }) => !isGone) ??
      these[0];
    if (!worst) return [];
    const same = these.filter(({ isGone, outcome }) => isGone === worst.isGone && outcome === worst.outcome);
    const who = [...new Set(same.flatMap(({ holder }) => (holder ? [holderWords(holder)] : [])))];
    const { holder: _, reasons, ...rest } = worst;
    const told = reasons.map((reason) => ({
      ...reason,
      ...(match && { span: policy.span }),
      digest: [restraintsOf(held), change, ...(match ? [restraintsOf(match)] : []), ...who] as const,
    }));
    return [{ ...place, ...rest, reasons: told, documentName, who, what: "" }];
  });
}

function restraintsOf({ variants }: Held): string {
  return variants.map(restraintText).join("\n");
}

/** A shortcut for most policies: the same in every branch, for every holder. */
function isUnchanged(held: Held, match: Held, { past, present }: Sides): boolean {
  const [first] = held.variants;
  if (isControl(first.kind) && held.variants.some(({ text }) => text.includes('"Effect":"Allow"'))) return false;
  const isSame = held.variants.every((variant) => {
    const met = match.variants.filter(({ branch }) => branchesMeet(branch, variant.branch));
    return met.every((one) => restraintText(one) === restraintText(variant)) && isStillThere(variant, match, present);
  });
  const now = heldBack(match, present).flatMap((holder) => holder ?? []);
  return isSame && heldBack(held, past).every((holder) => holder === null || isAmong(holder, now));
}

/** Whether a policy still exists in every deployment that had it and still has its resource. */
function isStillThere(variant: TemplatePolicy, match: Held, present: Side): boolean {
  const branches = match.variants.map(({ branch }) => branch);
  if (isCovered(variant.branch, branches)) return true;
  const there = isApart(variant) ? undefined : present.links.resourceOf(ownerOf(match.variants[0]));
  return there?.branch !== undefined && isCovered(there.branch, branches);
}

function easedFor(
  variant: TemplatePolicy,
  holder: Holder | null,
  { held, match }: { held: Held; match: Held | undefined },
  { past, present }: Sides,
): Found[] {
  if (!match && present.versions.some((version) => isOpenIn(variant, held.documentName, version))) return [];
  const isGone =
    holder !== null && isGoneSince(holder, { past, present }) && !isReplaced(variant, holder, { past, present });
  const now = match ? heldBack(match, present) : [];
  const isHeld =
    match !== undefined &&
    (holder === null ||
      isAmong(
        holder,
        now.flatMap((one) => one ?? []),
      ));
  const met = isHeld ? match.variants.filter(({ branch }) => branchesMeet(branch, variant.branch)) : [];
  const options = [...met, ...(isHeld && isStillThere(variant, match, present) ? [] : [null])];
  const beside = { before: besides(variant, held, holder, past), now: besides(variant, match, holder, present) };
  const change = !match ? "gone" : isHeld && !options.includes(null) ? "eased" : isHeld ? "gone" : "taken";
  return options.flatMap((option): Found[] => {
    if (option && restraintText(option) === restraintText(variant) && !isControl(variant.kind)) return [];
    const asked = easedSince(variant, option, beside);
    if (!asked || asked.verdict === "PASS") return [];
    const isOpen = holder !== null && mayBeGivenTo(holder, { past, present });
    return [
      {
        ...answer(asked, mayGrant(variant.kind) ? "REMOVED_DENY" : "WIDENED_LIMIT", isOpen && !option),
        change,
        isGone,
        holder,
      },
    ];
  });
}

/** Other policies of the same holder in every branch of this one: control policies of the kind, else those that deny. */
function besides(variant: TemplatePolicy, own: Held | undefined, holder: Holder | null, side: Side): TemplatePolicy[] {
  if (holder === null || (!mayGrant(variant.kind) && !isControl(variant.kind))) return [];
  const key = side.links.keyOf(holder);
  return restraintsIn(side)
    .filter(({ held, policy, keys }) => {
      if (held === own || !keys.has(key) || policy.kind !== variant.kind) return false;
      const theirs = heldBack(held, side).flatMap((one) => one ?? []);
      return (
        isAmong({ ...holder, ...(variant.branch && { branch: variant.branch }) }, theirs) &&
        isCovered(variant.branch, [policy.branch])
      );
    })
    .map(({ policy }) => policy);
}

type Restraint = { held: Held; policy: TemplatePolicy; keys: ReadonlySet<string> };
const restraints = new WeakMap<Side, Restraint[]>();

function restraintsIn(side: Side): Restraint[] {
  const known =
    restraints.get(side) ??
    [...side.held.values()].flat().flatMap((held) => {
      const all = held.variants.filter(isRestraint);
      const keys = new Set(
        all.length === 0 ? [] : heldBack(held, side).flatMap((holder) => (holder ? [side.links.keyOf(holder)] : [])),
      );
      return all.map((policy) => ({ held, policy, keys }));
    });
  restraints.set(side, known);
  return known;
}

/** Whether a resource with its own policy is gone and a new resource of its type replaces it. */
function isReplaced({ kind }: TemplatePolicy, holder: Holder, { past, present }: Sides): boolean {
  if (mayGrant(kind) || isControl(kind)) return false;
  const type = past.links.resourceOf(holder)?.resourceType ?? holder.resource?.type;
  const before = new Set(past.links.resources.map(({ logicalId }) => logicalId));
  return present.links.resources.some((one) => one.resourceType === type && !before.has(one.logicalId));
}

/** Whether a version reports the policy as unreadable. */
function isOpenIn(
  { logicalId, kind, policyName }: TemplatePolicy,
  documentName: string,
  { name, reading }: Side["versions"][number],
): boolean {
  if (!reading.ok) return name === documentName;
  return reading.incomplete.some((gap) => {
    if (gap.logicalId !== logicalId || gap.kind !== kind || gap.unset) return false;
    return (gap.policyName ?? null) === policyName;
  });
}
