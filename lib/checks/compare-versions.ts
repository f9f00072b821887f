import { checkNoNewAccess, type Node, type Policy } from "#lib/iam/index.ts";
import { canonicalJson, withSpan } from "#lib/templates/node.ts";
import { type Attachment, branchesMeet, type Holder, isCovered, type TemplatePolicy } from "#lib/templates/read.ts";
import type { HolderChange } from "./holders/holder-change.ts";
import { holderChanges } from "./holders/holder-changes.ts";
import { MAKE_SMALLER } from "./judge-gaps.ts";
import { judgedAnswer } from "./judge-policy.ts";
import type { ManagedPolicies } from "./managed-policies.ts";
import { newlyAttached } from "./newly-attached.ts";
import { madeOfHolders } from "./plan-texts.ts";
import { mayGrant, policyType } from "./policy-type.ts";
import { readPolicy } from "./read-policy.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { Digest, Unnamed } from "./result.ts";
import { ruleOf } from "./rule-table.ts";
import { inBranches, inCases, unitedReasons, type Variants, whereWords } from "./variants.ts";
import {
  deployedOf,
  type Held,
  holderWords,
  isAmong,
  matchOf,
  type Side,
  sideOf,
  type Version,
} from "./version-side.ts";

/**
 * A policy compared with its previous version: the same or less access, more, undecided, or new, so that all its access
 * is new.
 */
export type PolicyChange = {
  documentName: string;
  policy: TemplatePolicy;
  outcome: "same" | "more" | "undecided" | "new";
  /** Why the comparison is undecided. */
  cause: string | null;
  /** The fix if one of the two cannot be read; null if the engine did not decide. */
  remedy: string | null;
  reasons: Unnamed[];
  /** For an existing policy newly attached: the new holder, and the resource that defines the policy. */
  given: { to: string; by: string } | null;
};

/**
 * `attached`: managed policies of unknown text, newly attached. `held`: holders with fewer Denies or wider limits, or
 * of unknown access.
 */
export type VersionChanges = {
  policies: PolicyChange[];
  attached: { documentName: string; attachment: Attachment }[];
  held: HolderChange[];
};

/** The previous versions; by default, the deployed state according to today's plans. */
type Past = Side & { isDeployed: boolean };
/** The previous policy, its absence, or why it is unknown. */
type Before = { kind: "policy"; policy: Policy } | { kind: "none" } | { kind: "unknown"; cause: string };

/**
 * Compares every policy with its previous version, matched by logical id, policy name and kind, or document name for
 * plain policies. Plans supply the deployed state by default. A branch is compared with all previous branches one
 * deployment could have had, or with nothing where there may have been none. For new holders, all access is new;
 * changes to narrowing policies grant nothing. `managedBefore`: earlier texts of managed policies.
 */
export function compareVersions(
  now: readonly Version[],
  before: readonly Version[],
  profile: Pick<ReadProfile, "acceptedManagedPolicies">,
  managed: ManagedPolicies = () => undefined,
  managedBefore: ManagedPolicies = managed,
): VersionChanges {
  const present = sideOf(now, profile, managed);
  const isDeployed = before.length === 0;
  const past = { ...sideOf(isDeployed ? deployedOf(now) : before, profile, managedBefore), isDeployed };
  const granting = [...present.held.values()].flat().filter(({ variants }) => mayGrant(variants[0].kind));
  return {
    policies: [
      ...granting.map((one) => changeOf(one, present, past)),
      ...granting.flatMap((one) => givenSince(one, present, past)),
    ],
    attached: newlyAttached(present, past),
    held: holderChanges(past, present, managed, managedBefore),
  };
}

/** The worst outcome of any branch, with each reason once. */
function changeOf(held: Held, present: Side, past: Past): PolicyChange {
  const { documentName, variants } = held;
  const changes = variants.map((variant) => {
    const compared = beforesOf(variant, held, present, past).map((before) => compare(variant, before));
    return { variant, ...worstOf(compared) };
  });
  const { outcome, cause, remedy } = worstOf(changes);
  const where = whereWords(
    changes.filter((change) => change.outcome === outcome),
    variants,
  );
  const reasons = unitedReasons(changes, variants);
  const said = cause === null ? null : `${where}${cause}`;
  return { documentName, policy: variants[0], outcome, cause: said, remedy, reasons, given: null };
}

/** What an existing policy gives to new holders. */
function givenSince(held: Held, present: Side, past: Side): PolicyChange[] {
  const match = matchOf(held, present, past);
  if (!match) return [];
  const givenIn = (side: Side, one: Held) => [...(side.holders.get(one) ?? []), ...(side.takers.get(one) ?? [])];
  const before = givenIn(past, match);
  const holders = givenIn(present, held);
  const isSince = (one: Holder) => !isAmong(one, before) && !wasPutOn(one, match, before);
  const since = isLoosened(held, holders, before) ? [theAccount(held)] : holders.filter(isSince);
  return since.flatMap((holder) => {
    const change = givenTo(holder, held);
    return change.outcome === "same" ? [] : [change];
  });
}

/**
 * Whether a policy was attached to a holder everywhere the holder existed; its access in other deployments is reported
 * for the policy itself.
 */
function wasPutOn(holder: Holder, { variants }: Held, before: readonly Holder[]): boolean {
  if (policyType(variants[0].kind) !== "resource") return false;
  const { branch: _, ...one } = holder;
  const met = variants.filter(({ branch }) => branchesMeet(branch, holder.branch));
  return met.every(({ branch }) => isAmong({ ...one, ...(branch && { branch }) }, before));
}

/** Whether a policy limited to named resources no longer names any, and so applies beyond them. */
function isLoosened({ variants }: Held, now: readonly Holder[], before: readonly Holder[]): boolean {
  return policyType(variants[0].kind) === "resource" && now.length === 0 && before.length > 0;
}

function theAccount({ variants }: Held): Holder {
  return { name: "", words: "the account as a whole", span: variants[0].span };
}

function givenTo(holder: Holder, { documentName, variants }: Held): PolicyChange {
  const [first, ...others] = variants;
  const theirs: Variants = [ofHolder(first, holder), ...others.map((variant) => ofHolder(variant, holder))];
  const changes = theirs
    .filter(({ branch }) => branchesMeet(branch, holder.branch))
    .map((variant) => ({ variant, ...compare(variant, { kind: "none" }) }));
  const { outcome, cause, remedy } = worstOf(changes);
  const where = holder.branch ? [holder.branch] : [];
  const words = theirs.length === 1 ? inBranches(where) : "";
  const made = madeOfHolders([holder]);
  const reasons = unitedReasons(changes, theirs).map(({ digest = [""], description, ...reason }): Unnamed => {
    const named: Digest = [...digest, holder.name];
    return {
      ...reason,
      description: `${words}${description}`,
      ...(made && { made, digest: holder.branch ? inCases(named, where) : named }),
    };
  });
  const given = { to: holderWords(holder), by: first.logicalId };
  return { documentName, policy: theirs[0], outcome, cause, remedy, reasons, given };
}

/** The policy as its holder's, located at the attachment. A resource policy keeps its own resource. */
function ofHolder(policy: TemplatePolicy, { resource, span }: Holder): TemplatePolicy {
  const { logicalId, resourceType, policyName, node } = policy;
  if (policyType(policy.kind) === "resource") return { ...policy, span, node: withSpan(node, span) };
  const owner = resource ?? { name: logicalId, type: resourceType };
  const named = { logicalId: owner.name, resourceType: owner.type, policyName: policyName ?? logicalId };
  return { ...policy, ...named, span, node: withSpan(node, span) };
}

type Change = Pick<PolicyChange, "outcome" | "cause" | "remedy" | "reasons">;

const SAME: Change = { outcome: "same", cause: null, remedy: null, reasons: [] };
const COMPARE_WITH_ANOTHER = "Compare with a readable version, or check what the policy adds yourself.";
const WORST_FIRST = ["more", "new", "undecided"] as const;

/** One comparison with more access is enough. */
function worstOf(changes: readonly Change[]): Change {
  const found = WORST_FIRST.flatMap((outcome) => changes.filter((change) => change.outcome === outcome));
  return found[0] ?? SAME;
}

function compare(policy: TemplatePolicy, before: Before): Change {
  const type = policyType(policy.kind);
  const now = readPolicy(policy);
  if (now.kind === "too-large") return unread(now.cause, MAKE_SMALLER);
  if (now.kind === "malformed") return unread("The policy is malformed.", ruleOf("MALFORMED_POLICY").remedy);
  if (before.kind === "unknown") return unread(before.cause, COMPARE_WITH_ANOTHER);
  const existing = before.kind === "policy" ? [before.policy] : [];
  const { verdict, message, cause = null, reasons } = checkNoNewAccess({ policy: now.policy, existing, type });
  if (verdict === "PASS") return SAME;
  const answer = {
    check: "no_new_access",
    verdict: verdict === "FAIL" ? "fail" : "incomplete",
    message,
    reasons,
  } as const;
  const named = judgedAnswer(answer, "ADDED_ACCESS", policy).reasons;
  if (verdict === "UNKNOWN") return { outcome: "undecided", cause, remedy: null, reasons: named };
  return { outcome: before.kind === "none" ? "new" : "more", cause: null, remedy: null, reasons: named };
}

function unread(cause: string, remedy: string): Change {
  return { outcome: "undecided", cause, remedy, reasons: [] };
}

/** Every possible previous form of a policy, in the deployments where it has its present form. */
function beforesOf(policy: TemplatePolicy, held: Held, present: Side, past: Past): Before[] {
  if (past.isDeployed && policy.before) return [readBefore(versionBefore(policy, policy.before))];
  const match = matchOf(held, present, past);
  const met = match?.variants.filter(({ branch }) => branchesMeet(policy.branch, branch)) ?? [];
  const befores = met.map(readBefore);
  const branches = match?.variants.map(({ branch }) => branch) ?? [];
  if (isCovered(policy.branch, branches)) return befores;
  const cause = gapBefore(policy, held.documentName, past.versions);
  return [...befores, cause === null ? { kind: "none" } : { kind: "unknown", cause }];
}

function versionBefore({ kind }: TemplatePolicy, node: Node) {
  return { kind, node, text: canonicalJson(node) };
}

function readBefore(policy: Pick<TemplatePolicy, "kind" | "node" | "text">): Before {
  const reading = readPolicy(policy);
  if (reading.kind === "read") return { kind: "policy", policy: reading.policy };
  if (reading.kind === "too-large") return { kind: "unknown", cause: reading.cause };
  return { kind: "unknown", cause: `The previous version is malformed: ${reading.problems[0]?.message ?? ""}` };
}

/** Unreadable parts of the previous documents that may have contained this policy. */
function gapBefore(policy: TemplatePolicy, documentName: string, before: readonly Version[]): string | null {
  const broken = before.find(({ name, reading }) => name === documentName && !reading.ok);
  if (broken && !broken.reading.ok)
    return broken.reading.problems[0]?.message ?? "The previous version cannot be read.";
  const gaps = before.flatMap(({ reading }) => (reading.ok ? reading.incomplete : []));
  const gap = gaps.find(({ logicalId, kind, policyName, branch }) => {
    if (logicalId === undefined) return true;
    if (logicalId !== policy.logicalId || !branchesMeet(branch, policy.branch)) return false;
    return kind === undefined || (kind === policy.kind && (policyName ?? null) === policy.policyName);
  });
  return gap?.message ?? null;
}
