import { part, type Unnamed } from "#lib/checks/result.ts";
import { attachedHolders, holderWords, isAmong, isSameHolder, type Side } from "#lib/checks/version-side.ts";
import type { Span } from "#lib/iam/index.ts";
import { type Attachment, type Holder, isCovered, type Link } from "#lib/templates/read.ts";
import { type HolderChange, isGoneSince, mayBeGivenTo, type Sides, unnamedOf } from "./holder-change.ts";
/** Groups, permission sets and managed policies of unknown content that someone gained or lost. */
export function unknownSince(sides: Sides): HolderChange[] {
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
/** Kinds that limit access, or grant none. */
const LIMITS = ["organization policy", "organizational unit", INLINE];

/** Whether these versions show what a holder has: the holder is a resource in them, or is assigned one. */
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
    "Check the text where it is defined. On the command line, pass the text of a managed policy with --managed-policies.";
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
