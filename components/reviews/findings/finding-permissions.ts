import { type Permission, refused } from "#lib/auth/actor.ts";
import type { Finding } from "#lib/findings/output.ts";
import {
  decideRefusal,
  type FindingState,
  isOpenFinding,
  recommendRefusal,
  SETTLES,
  settleRefusal,
} from "#lib/findings/rules.ts";
import { riskOf } from "./finding-words.ts";

/** What a reader may do about findings, in any review. */
export type FindingPermissions = { answer: Permission; settle: Permission; recommend: Permission; decide: Permission };

/** The reader, the review's reviewer, and the program's current day. */
export type FindingReader = { me: number; reviewerId: number | null; today: string };

/** Actions on a finding by label, in button order. */
export function findingActs(finding: Finding, may: FindingPermissions, reader: FindingReader) {
  const decide = decidePermission(finding, may.decide, reader);
  const deciding = ["Accept risk", "Decline risk"].map((label) => ({ label, permission: decide }));
  return [
    ...(finding.recommended ? deciding : []),
    { label: "Answer finding", permission: answerPermission(finding, may.answer) },
    { label: "Resolve finding", permission: settlePermission(finding, may.settle, reader) },
    { label: "Recommend acceptance", permission: recommendPermission(finding, may.recommend, reader) },
  ];
}

export function answerPermission(finding: Finding, permission: Permission): Permission {
  if (!isOpenFinding(finding.state)) return refused("state", "A resolved finding takes no more answers.");
  return permission.allowed && !finding.mayAnswer ? refused("actor", "Only its owner can answer it.") : permission;
}

/** How a finding can be resolved from its current state, and reasons why not. */
export function settleChoices(
  finding: Finding,
  { me, reviewerId }: FindingReader,
): { state: FindingState; refusal: string | null }[] {
  const settled = { ...finding, raisedById: finding.raisedBy?.id ?? null };
  return SETTLES[finding.state].map((state) => {
    return { state, refusal: settleRefusal(state, settled, { personId: me, reviewerId }) };
  });
}

export function settlePermission(finding: Finding, permission: Permission, reader: FindingReader): Permission {
  const refusals = settleChoices(finding, reader).map(({ refusal }) => refusal);
  const none = refusals.every((refusal) => refusal !== null);
  return permission.allowed && none ? refused("actor", refusals.join(" ")) : permission;
}

export function recommendPermission(finding: Finding, permission: Permission, reader: FindingReader): Permission {
  const refusal = recommendRefusal({ ...riskOf(finding), state: finding.state }, reader.me, reader.today);
  return permission.allowed && refusal ? refused("state", refusal) : permission;
}

export function decidePermission(finding: Finding, permission: Permission, reader: FindingReader): Permission {
  const refusal = decideRefusal(riskOf(finding), reader.me, reader.today);
  return permission.allowed && refusal ? refused("actor", refusal) : permission;
}
