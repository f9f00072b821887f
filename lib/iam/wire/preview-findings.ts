import { externalAccess, ZoneOfTrust } from "../checks/index.ts";
import type { Statement } from "../language/index.ts";
import { wholeAccount } from "../match/index.ts";
import type { Limits } from "../prove/index.ts";
import { canonicalUserOf } from "./canonical-user.ts";
import type { FindingSource, Proposal, ProposedShare, ProposedText } from "./proposal.ts";
import { proposedPolicy } from "./proposed-policy.ts";

/** The format of AWS's ListAccessPreviewFindings answer. */
export type AccessPreviewFinding = {
  id: string;
  principal: Record<string, string>;
  action: string[];
  condition: Record<string, string>;
  resource: string;
  isPublic: boolean;
  resourceType: string;
  createdAt: string;
  changeType: "NEW";
  status: "ACTIVE" | "ARCHIVED";
  resourceOwnerAccount: string;
  error?: string;
  sources?: FindingSource[];
};

type Access = Pick<AccessPreviewFinding, "principal" | "action" | "condition" | "isPublic" | "error"> & {
  source?: FindingSource;
};

function actionsOf({ actions }: Statement): string[] {
  return actions.negated ? ["*"] : actions.patterns.map(({ text }) => text);
}

function conditionOf({ conditions }: Statement): Record<string, string> {
  return Object.fromEntries(conditions.map(({ key, values }) => [key, values.map(({ text }) => text).join(",")]));
}

function ofPolicy(proposed: ProposedText, { owner }: Proposal, limits: Limits): Access[] {
  const policy = proposedPolicy(proposed.text, owner);
  if (policy === undefined) return [];
  const trusted = [canonicalUserOf(owner)];
  const found = externalAccess({ policy, account: owner, trusted, limits });
  if (proposed.shut && found.some(({ isPublic, undecided }) => isPublic && undecided === undefined)) return [];
  return found.map(({ statement, principal: { kind, value }, isPublic, undecided }) => ({
    principal: { [kind]: wholeAccount(value) ?? value },
    action: actionsOf(statement),
    condition: conditionOf(statement),
    isPublic,
    ...(undecided === undefined ? {} : { error: `Could not determine whether this access is granted: ${undecided}.` }),
    ...(proposed.source === undefined ? {} : { source: proposed.source }),
  }));
}

function ofShare({ principal: { kind, value }, actions, source }: ProposedShare, { owner }: Proposal): Access[] {
  const zone = new ZoneOfTrust(owner, [canonicalUserOf(owner)]);
  const span = { start: { line: 1, column: 0, offset: 0 }, end: { line: 1, column: 0, offset: 0 } };
  if (!zone.mayBeOutside({ kind, value, span })) return [];
  const principal = { [kind]: wholeAccount(value) ?? value };
  return [{ principal, action: actions, condition: {}, isPublic: value === "*", ...(source ? { source } : {}) }];
}

/** One finding for each principal and condition; the actions of several statements are combined. */
function merged(list: Access[]): Access[] {
  const known = new Map<string, Access>();
  for (const access of list) {
    const key = JSON.stringify([access.principal, access.condition, access.source, access.error]);
    const same = known.get(key);
    const action = [...new Set([...(same?.action ?? []), ...access.action])];
    known.set(key, { ...access, action, isPublic: access.isPublic || same?.isPublic === true });
  }
  return [...known.values()];
}

/** A bucket may have many access points, each with a policy. Together they share the limits of one request. */
function shared({ steps }: Limits, parts: number): Limits {
  return steps === undefined ? {} : { steps: Math.floor(steps / parts) };
}

/** What a proposed configuration opens to principals outside the owner's account. Throws InvalidConfiguration. */
export function previewFindings(
  proposal: Proposal,
  { now, newId, limits }: { now: Date; newId: () => string; limits: Limits },
): AccessPreviewFinding[] {
  const { resource, resourceType, owner } = proposal;
  const found = [
    ...proposal.texts.flatMap((text) => ofPolicy(text, proposal, shared(limits, proposal.texts.length))),
    ...proposal.shares.flatMap((share) => ofShare(share, proposal)),
  ];
  return merged(found).map(({ source, ...access }) => ({
    id: newId(),
    ...access,
    resource,
    resourceType,
    createdAt: now.toISOString(),
    changeType: "NEW",
    status: "ACTIVE",
    resourceOwnerAccount: owner,
    ...(source === undefined ? {} : { sources: [source] }),
  }));
}
