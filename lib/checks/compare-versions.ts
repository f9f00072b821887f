import { checkNoNewAccess, type Node, type Policy } from "#lib/iam/index.ts";
import { canonicalJson } from "#lib/templates/node.ts";
import type { Attachment, TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";
import { judgedAnswer } from "./judge-policy.ts";
import { attachedPolicies, type ManagedPolicies } from "./managed-policies.ts";
import { policyType } from "./policy-type.ts";
import { readPolicy } from "./read-policy.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { Unnamed } from "./result.ts";
import { DENIES } from "./statement-text.ts";

/** One version of a document. */
export type Version = { name: string; reading: TemplateReading };

/**
 * One policy against its version before: it allows the same or less, more, it is not decided, or it was not there before, so
 * that all that it allows is new.
 */
export type PolicyChange = {
  documentName: string;
  policy: TemplatePolicy;
  outcome: "same" | "more" | "undecided" | "new";
  /** Why it is undecided. */
  cause: string | null;
  reasons: Unnamed[];
};

/** `attached`: managed policies of unknown text that were not attached before. `undenied`: policies with a Deny that are gone. */
export type VersionChanges = {
  policies: PolicyChange[];
  attached: { documentName: string; attachment: Attachment }[];
  undenied: { documentName: string; policy: TemplatePolicy }[];
};

type Held = { key: string; documentName: string; policy: TemplatePolicy };
type Side = Pick<VersionChanges, "attached"> & { held: ReadonlyMap<string, Held[]>; versions: readonly Version[] };
/** The text of a policy before, that there was none, or why it is not known. */
type Before = { kind: "policy"; policy: Policy } | { kind: "none" } | { kind: "unknown"; cause: string };

/**
 * Every policy of these documents against its version before, found by logical id, policy name and kind; a plain policy by
 * the name of its document. A plan brings the version that is deployed, which counts where nothing else is given.
 */
export function compareVersions(
  now: readonly Version[],
  before: readonly Version[],
  profile: Pick<ReadProfile, "acceptedManagedPolicies">,
  managed: ManagedPolicies = () => undefined,
): VersionChanges {
  const [present, past] = [sideOf(now, profile, managed), sideOf(before, profile, managed)];
  const attachedBefore = new Set(past.attached.map(({ attachment }) => attachmentKey(attachment)));
  const gone = [...past.held].flatMap(([key, held]) => (present.held.has(key) ? [] : held));
  return {
    policies: [...present.held.values()].flatMap((held) => held.map((one) => changeOf(one, present, past))),
    attached: present.attached.filter(
      ({ attachment }) => attachment.arn === null || !attachedBefore.has(attachmentKey(attachment)),
    ),
    undenied: gone.filter(({ policy }) => policy.text.includes(DENIES)),
  };
}

function sideOf(
  versions: readonly Version[],
  profile: Pick<ReadProfile, "acceptedManagedPolicies">,
  managed: ManagedPolicies,
): Side {
  const held = new Map<string, Held[]>();
  const attached: Side["attached"] = [];
  for (const { name: documentName, reading } of versions) {
    if (!reading.ok) continue;
    const { known, unknown } = attachedPolicies(reading, profile, managed);
    for (const policy of [...reading.policies, ...known]) {
      const key = keyOf(documentName, policy);
      held.set(key, [...(held.get(key) ?? []), { key, documentName, policy }]);
    }
    attached.push(...unknown.map((attachment) => ({ documentName, attachment })));
  }
  return { held, attached, versions };
}

function attachmentKey({ logicalId, arn }: Attachment): string {
  return JSON.stringify([logicalId, arn]);
}

function keyOf(documentName: string, { logicalId, policyName, kind, resourceType }: TemplatePolicy): string {
  return JSON.stringify([resourceType === "policy" ? documentName : "", logicalId, policyName, kind]);
}

function changeOf(held: Held, present: Side, past: Side): PolicyChange {
  const { documentName, policy } = held;
  const place = { documentName, policy };
  const type = policyType(policy.kind);
  const now = readPolicy(policy);
  if (now.kind !== "read") {
    const cause = now.kind === "too-large" ? now.cause : "The policy is malformed.";
    return { ...place, outcome: "undecided", cause, reasons: [] };
  }
  const before = beforeOf(held, present, past);
  if (before.kind === "unknown") return { ...place, outcome: "undecided", cause: before.cause, reasons: [] };
  const existing = before.kind === "policy" ? [before.policy] : [];
  const { verdict, message, cause = null, reasons } = checkNoNewAccess({ policy: now.policy, existing, type });
  if (verdict === "PASS") return { ...place, outcome: "same", cause: null, reasons: [] };
  const answer = {
    check: "no_new_access",
    verdict: verdict === "FAIL" ? "fail" : "incomplete",
    message,
    reasons,
  } as const;
  const named = judgedAnswer(answer, "ADDED_ACCESS", policy).reasons;
  if (verdict === "UNKNOWN") return { ...place, outcome: "undecided", cause, reasons: named };
  return { ...place, outcome: before.kind === "none" ? "new" : "more", cause: null, reasons: named };
}

function beforeOf(held: Held, present: Side, past: Side): Before {
  const { policy } = held;
  const match = matchOf(held, present, past);
  if (match) return readBefore(match.policy);
  if (past.versions.length === 0)
    return policy.before ? readBefore(versionBefore(policy, policy.before)) : { kind: "none" };
  const cause = gapBefore(held, past.versions);
  return cause === null ? { kind: "none" } : { kind: "unknown", cause };
}

/** Of several under one key the one in the document of the same name, and there the one in the same order. */
function matchOf(held: Held, present: Side, past: Side): Held | undefined {
  const twins = present.held.get(held.key) ?? [];
  const candidates = past.held.get(held.key) ?? [];
  const here = (list: readonly Held[]) => list.filter(({ documentName }) => documentName === held.documentName);
  const inDocument = here(candidates);
  return inDocument.length === 0 ? candidates[twins.indexOf(held)] : inDocument[here(twins).indexOf(held)];
}

function versionBefore({ kind }: TemplatePolicy, node: Node) {
  return { kind, node, text: canonicalJson(node) };
}

function readBefore(policy: Pick<TemplatePolicy, "kind" | "node" | "text">): Before {
  const reading = readPolicy(policy);
  if (reading.kind === "read") return { kind: "policy", policy: reading.policy };
  if (reading.kind === "too-large") return { kind: "unknown", cause: reading.cause };
  return { kind: "unknown", cause: `It is malformed: ${reading.problems[0]?.message ?? ""}` };
}

/** What of the documents before could not be known and may have held this policy. */
function gapBefore({ documentName, policy }: Held, before: readonly Version[]): string | null {
  const broken = before.find(({ name, reading }) => name === documentName && !reading.ok);
  if (broken && !broken.reading.ok) return broken.reading.problems[0]?.message ?? "It can not be read.";
  const gaps = before.flatMap(({ reading }) => (reading.ok ? reading.incomplete : []));
  const gap = gaps.find(({ logicalId, kind, policyName }) => {
    if (logicalId === undefined) return true;
    return logicalId === policy.logicalId && kind === policy.kind && (policyName ?? null) === policy.policyName;
  });
  return gap?.message ?? null;
}
