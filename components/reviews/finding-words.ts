import type { StatusValue } from "#components/ui/status.tsx";
import type { Finding } from "#lib/findings/output.ts";
import {
  decideRefusal,
  FINDING_STATE_WORDS,
  type FindingState,
  isOpenFinding,
  isRecommended,
  isUnfixed,
  isUnsettled,
  settleRefusal,
} from "#lib/findings/rules.ts";
import { blockedIn } from "./threat-blocks.ts";

type Standing = Pick<Finding, "state" | "acceptedUntil">;
type Look = { value: StatusValue; label: string; quiet: boolean };

const LOOKS: Record<FindingState, StatusValue> = {
  open: "unmet",
  in_progress: "running",
  fixed: "waiting",
  verified: "good",
  accepted: "waived",
  invalid: "not_applicable",
};
const STATE_LABELS: Record<FindingState, string> = { ...FINDING_STATE_WORDS, fixed: "Fixed" };

/** How a finding stands: one whose risk is accepted no longer is not settled any more. */
export function findingLook(finding: Standing, today: string): Look {
  const { state } = finding;
  if (!isUnsettled(finding, today)) return { value: LOOKS[state], label: STATE_LABELS[state], quiet: true };
  if (!isOpenFinding(state)) return { value: "unmet", label: "Accepted no longer", quiet: false };
  return { value: LOOKS[state], label: STATE_LABELS[state], quiet: false };
}

/** What is settled blocks no more, and says that it did. */
export function blockingWords(finding: Standing & { blocking: boolean }, today: string): string {
  if (!finding.blocking) return "";
  return isUnsettled(finding, today) ? ", blocks" : ", was blocking";
}

/** What was settled last, whatever was answered since: who settles a finding as open has opened it again. */
export function settledWords({ state }: Pick<Finding, "state">): string {
  return isOpenFinding(state) ? "Opened again" : STATE_LABELS[state];
}

type Blocked = Parameters<typeof blockedIn>[0];

type Asked = Standing &
  Pick<Finding, "blocking" | "owner" | "ownerHasLeft" | "raisedBy" | "mayAnswer" | "recommended"> & {
    fixerIds: readonly number[];
  };
type Reader = { personId: number; reviewerId: number | null; maySettle: boolean; mayDecide: boolean };

/** What is recommended of the risk of a finding, as its rules take it. */
export function riskOf({ recommended }: Pick<Finding, "recommended">) {
  const { by = null, until = null, decider = null } = recommended ?? {};
  return { recommendedById: by?.id ?? null, recommendedUntil: until, decider };
}

/** Whose move a finding waits for: the reader's as a verb, where they may make it. */
export function nextOf(finding: Asked, reader: Reader, today: string): { words: string; mine: boolean } {
  const { state, owner, mayAnswer } = finding;
  const { personId, maySettle, mayDecide } = reader;
  if (mayDecide && decideRefusal(riskOf(finding), personId, today) === null) return { words: "Decide", mine: true };
  if (!isUnsettled(finding, today)) return { words: "–", mine: false };
  if (state === "fixed" && mayVerify(finding, reader)) return { words: "Verify", mine: true };
  const waits = isRecommended(riskOf(finding), today);
  if (state === "accepted" && maySettle && !waits) return { words: "Settle", mine: true };
  if (isUnfixed(state) && mayAnswer && (owner?.id === personId || !maySettle)) return { words: "Answer", mine: true };
  if (waits)
    return { words: finding.recommended?.decider ? "Risk owner’s move" : "Program manager’s move", mine: false };
  if (!isUnfixed(state)) return { words: "Engineer", mine: false };
  return { words: finding.ownerHasLeft ? "Reviewer’s move" : "Owner’s move", mine: false };
}

function mayVerify({ blocking, raisedBy, fixerIds }: Asked, reader: Reader): boolean {
  const settled = { blocking, raisedById: raisedBy?.id ?? null, fixerIds };
  return reader.maySettle && settleRefusal("verified", settled, reader) === null;
}

/** What a finding blocks now, or that it is one of those that block, as it follows "it". */
export function standsInTheWay(finding: Standing & Pick<Finding, "blocking">, review: Blocked, today: string): string {
  if (!finding.blocking) return "does not block";
  const what = isUnsettled(finding, today) ? blockedIn(review) : null;
  return what === null ? "was raised as blocking" : `blocks ${what}`;
}
