import type { CheckResult, Policy, Span } from "#lib/iam/index.ts";
import {
  type Attachment,
  branchesMeet,
  type Holder,
  isCovered,
  type Link,
  type TemplatePolicy,
} from "#lib/templates/read.ts";
import { type ManagedPolicies, textOfManaged } from "./managed-policies.ts";
import { mayGrant } from "./policy-type.ts";
import { readPolicy } from "./read-policy.ts";
import { easedSince, isControl, isRestraint, restraintText, unboundSince } from "./restraints.ts";
import { type Checked, checked, part, type Unnamed } from "./result.ts";
import { ruleOf } from "./rule-table.ts";
import {
  attachedHolders,
  type Held,
  holderWords,
  isAmong,
  isSameHolder,
  matchOf,
  ownerOf,
  type Side,
} from "./version-side.ts";

/**
 * A holder to whom less is denied, or whose limits are wider, than before; or where neither can be proved.
 * - `eased`: a policy denies or limits less; `gone`: it no longer exists; `taken`: it no longer applies to the holder;
 * - `unbound`: the permissions boundary is gone, or is another one that allows more;
 * - `joined`, `left`, `detached`: a policy of unknown text applies since, or no longer applies.
 * `isGone`: the holder is gone too, so at most another policy allows more.
 */
export type HolderChange = Checked & {
  documentName: string;
  change: "eased" | "gone" | "taken" | "unbound" | "joined" | "left" | "detached";
  /** The holders in words; `what` is the group, boundary or policy that the change is about. */
  who: string[];
  what: string;
  outcome: "more" | "undecided";
  isGone: boolean;
  cause: string | null;
  reasons: Unnamed[];
};

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

type Sides = { past: Side; present: Side };
type Found = Pick<HolderChange, "change" | "outcome" | "isGone" | "cause" | "reasons"> & { holder: Holder | null };

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
  // AWS does not delete a managed policy that is attached elsewhere, or bounds somebody: who had it here is told.
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

/** Whether a policy is in every deployment in which it was, and in which the resource that has it still is. */
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

const NOT_ALL_KNOWN = "What is attached since then is not all known.";

function answer(asked: CheckResult, rule: string, isOpen: boolean): Pick<Found, "outcome" | "cause" | "reasons"> {
  const isShown = asked.verdict === "FAIL" && !isOpen;
  const [first] = asked.reasons;
  const { witness, sentence } = isShown ? (first ?? {}) : {};
  const reason: Unnamed = {
    description: "",
    statementIndex: null,
    rule: isShown ? rule : "UNDECIDED",
    remedy: ruleOf(isShown ? rule : "UNDECIDED").remedy,
    ...(witness && { witness }),
    ...(sentence && { sentence }),
  };
  const cause = isShown ? null : isOpen ? NOT_ALL_KNOWN : (asked.cause ?? null);
  return { outcome: isShown ? "more" : "undecided", cause, reasons: [reason] };
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

/** Whether a resource existed, and no longer does under any of its names. */
function isGoneSince(holder: Holder, { past, present }: Sides): boolean {
  if (present.links.goes(holder)) return true;
  const was = past.links.resourceOf(holder);
  return was !== undefined && resourceNow(holder, { past, present }) === undefined;
}

/** Whether a resource that has a policy of its own is gone, and a new one of its type stands for it. */
function isReplaced({ kind }: TemplatePolicy, holder: Holder, { past, present }: Sides): boolean {
  if (mayGrant(kind) || isControl(kind)) return false;
  const type = past.links.resourceOf(holder)?.resourceType ?? holder.resource?.type;
  const before = new Set(past.links.resources.map(({ logicalId }) => logicalId));
  return present.links.resources.some((one) => one.resourceType === type && !before.has(one.logicalId));
}

function resourceNow(holder: Holder, { past, present }: Sides) {
  const { names = [] } = past.links.resourceOf(holder) ?? {};
  const all = [holder, ...names.map((name): Holder => ({ name, span: holder.span }))];
  return all.map((one) => present.links.resourceOf(one)).find((one) => one !== undefined);
}

/** Whether a policy of unknown ARN was attached to a holder since. */
function mayBeGivenTo(holder: Holder, { past, present }: Sides): boolean {
  return unnamedOf(holder, present).length > unnamedOf(holder, past).length;
}

function unnamedOf(holder: Holder, { attached }: Side): Attachment[] {
  const all = attached.map(({ attachment }) => attachment).filter(({ arn }) => arn === null);
  return all.filter((one) => attachedHolders(one).some((each) => isSameHolder(each, holder)));
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

/** Boundaries that are gone or replaced: without one, everything that it did not allow is new. */
function boundariesSince(
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

const NOT_KNOWN_BOUNDARY = "The text of one of the two is not known.";
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

/** Groups, permission sets and managed policies of unknown content that someone gained or lost. */
function unknownSince(sides: Sides): HolderChange[] {
  const { past, present } = sides;
  const isSame = (one: Link, other: Link) =>
    one.kind === other.kind && isSameHolder(one.of, other.of) && isSameHolder(one.to, other.to);
  const without = (from: Side, other: Side) =>
    from.links.all.filter(({ link }) => {
      if (link.kind === "boundary" || isKnown(link.of, from)) return false;
      const same = other.links.all.filter((one) => isSame(one.link, link)).map((one) => one.link.branch);
      return !isCovered(link.branch, same);
    });
  const joined = without(present, past).filter(
    ({ link }) => !LIMITS.includes(link.of.kind ?? "") && !isSaid(link, present),
  );
  const left = without(past, present).filter(({ link }) => link.kind === "member" && !isGoneSince(link.to, sides));
  const detached = past.attached.filter(({ attachment }) => isDetached(attachment, sides));
  return [
    ...joined.map((one) => linkChange("joined", one)),
    ...left.map((one) => linkChange("left", one)),
    ...detached.map(({ documentName, attachment }) => {
      const who = attachedHolders(attachment).map(holderWords);
      return unknownChange("detached", { documentName, ...attachment }, who, attachment.arn ?? "a managed policy");
    }),
  ];
}

const INLINE = "inline policy";
/** What only limits those who have it, or grants nothing by itself. */
const LIMITS = ["organization policy", "organizational unit", INLINE];

/** Whether these versions show what a holder has: it is one of their resources, or assigned one of them. */
function isKnown(of: Holder, side: Side): boolean {
  if (side.links.resourceOf(of) !== undefined) return true;
  if (of.kind === INLINE) {
    return [...side.held.values()].flat().some(({ variants: [one] }) => `${INLINE} ${one.policyName}` === of.name);
  }
  const key = side.links.keyOf(of);
  return side.links.all.some(
    ({ link }) => link.kind === "assigned" && side.links.keyOf(link.to) === key && isKnown(link.of, side),
  );
}

/** Whether a resource is already reported as incomplete. */
function isSaid({ logicalId }: Link, { versions }: Side): boolean {
  return versions.some(({ reading }) => reading.ok && reading.incomplete.some((gap) => gap.logicalId === logicalId));
}

function isDetached(attachment: Attachment, sides: Sides): boolean {
  const { past, present } = sides;
  return attachedHolders(attachment).some((holder) => {
    if (isGoneSince(holder, sides)) return false;
    if (attachment.arn === null) return unnamedOf(holder, present).length < unnamedOf(holder, past).length;
    const all = present.versions.flatMap(({ reading }) => (reading.ok ? reading.attachments : []));
    const theirs = all.filter(({ arn }) => arn === attachment.arn).flatMap(attachedHolders);
    const owned = [...present.held.values()]
      .flat()
      .filter(({ variants: [one] }) => one.arns?.some(({ arn }) => arn === attachment.arn));
    theirs.push(...owned.flatMap((one) => present.holders.get(one) ?? []));
    return !isAmong(holder, theirs) && !mayBeGivenTo(holder, sides);
  });
}

function linkChange(change: "joined" | "left", { documentName, link }: Side["links"]["all"][number]): HolderChange {
  const { logicalId, resourceType, of, to } = link;
  const span = change === "joined" ? to.span : undefined;
  return unknownChange(change, { documentName, logicalId, resourceType, span }, [holderWords(to)], holderWords(of));
}

function unknownChange(
  change: "joined" | "left" | "detached",
  {
    documentName,
    logicalId,
    resourceType,
    span,
  }: { documentName: string; logicalId: string; resourceType: string; span?: Span | undefined },
  who: string[],
  what: string,
): HolderChange {
  const rule = "UNDECIDED";
  const digest = [change, what, ...who] as const;
  const remedy =
    "Look at what it says where it is made. The command takes the text of a managed policy as --managed-policies.";
  const shown = change === "joined" && span ? { span } : {};
  const reason: Unnamed = { description: "", statementIndex: null, rule, remedy, digest, ...shown };
  const place = part({ logicalId, resourceType });
  return {
    ...place,
    documentName,
    change,
    who,
    what,
    outcome: "undecided",
    isGone: false,
    cause: null,
    reasons: [reason],
  };
}
