import { blocksWords, type Gated, inTheWay } from "#components/reviews/decisions/gate-blocks.ts";
import type { StatusValue } from "#components/ui/words/status.tsx";
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

/** How a finding is displayed. An expired risk acceptance makes it unresolved again. */
export function findingLook(finding: Standing, today: string): Look {
  const { state } = finding;
  if (!isUnsettled(finding, today)) return { value: LOOKS[state], label: STATE_LABELS[state], quiet: true };
  if (!isOpenFinding(state)) return { value: "unmet", label: "Expired", quiet: false };
  return { value: LOOKS[state], label: STATE_LABELS[state], quiet: false };
}

type Blocking = Standing & Pick<Finding, "blocking">;

/** Resolved findings, and findings of ended reviews, no longer block but still say that they did. */
export function blockingWords(finding: Blocking, review: Gated, today: string): string {
  if (!finding.blocking) return "";
  const way = wayOf(finding, review, today);
  if (way === null) return ", was blocking";
  return way.waivedUntil === null ? ", blocks" : ", waived";
}

/** What a finding blocks now, phrased to follow "it". */
export function standsInTheWay(finding: Blocking, review: Gated, today: string): string {
  if (!finding.blocking) return "does not block";
  const way = wayOf(finding, review, today);
  if (way === null) return "was raised as blocking";
  return `${way.waivedUntil === null ? "" : "is "}${blocksWords(way)}`;
}

function wayOf(finding: Standing, review: Gated, today: string) {
  return isUnsettled(finding, today) ? inTheWay("findings", review) : null;
}

/** The last resolution, regardless of later answers. Resolving a finding as open means reopening it. */
export function settledWords({ state }: Pick<Finding, "state">): string {
  return isOpenFinding(state) ? "Opened again" : STATE_LABELS[state];
}

type Asked = Standing &
  Pick<Finding, "blocking" | "owner" | "ownerHasLeft" | "raisedBy" | "mayAnswer" | "recommended"> & {
    fixerIds: readonly number[];
  };
type Reader = { personId: number; reviewerId: number | null; maySettle: boolean; mayDecide: boolean };

/** The recommended risk decision in the form the rules take. */
export function riskOf({ recommended }: Pick<Finding, "recommended">) {
  const { by = null, until = null, decider = null } = recommended ?? {};
  return { recommendedById: by?.id ?? null, recommendedUntil: until, decider };
}

/** The reader's next action on a finding. */
export type NextAct = "Decide" | "Verify" | "Resolve" | "Answer" | "Ask";
type Next = { words: NextAct; mine: true } | { words: string; mine: false };

/** Whose turn a finding is: a verb when it is the reader's. */
export function nextOf(finding: Asked, reader: Reader, today: string): Next {
  const { state, owner, mayAnswer } = finding;
  const { personId, maySettle, mayDecide } = reader;
  if (mayDecide && decideRefusal(riskOf(finding), personId, today) === null) return { words: "Decide", mine: true };
  if (!isUnsettled(finding, today)) return { words: "–", mine: false };
  if (state === "fixed" && mayVerify(finding, reader)) return { words: "Verify", mine: true };
  const waits = isRecommended(riskOf(finding), today);
  if (state === "accepted" && maySettle && !waits) return { words: "Resolve", mine: true };
  if (isUnfixed(state) && mayAnswer && (owner?.id === personId || !maySettle)) return { words: "Answer", mine: true };
  if (waits)
    return { words: finding.recommended?.decider ? "Risk owner’s move" : "Program manager’s move", mine: false };
  if (!isUnfixed(state)) return { words: "Engineer", mine: false };
  return owner && !finding.ownerHasLeft ? { words: "Owner’s move", mine: false } : toAsk(reader);
}

function mayVerify({ blocking, raisedBy, fixerIds }: Asked, reader: Reader): boolean {
  const settled = { blocking, raisedById: raisedBy?.id ?? null, fixerIds };
  return reader.maySettle && settleRefusal("verified", settled, reader) === null;
}

/** For a finding without a current owner, the reviewer or the program team asks about it. */
function toAsk({ personId, reviewerId }: Reader): Next {
  if (reviewerId === personId) return { words: "Ask", mine: true };
  return { words: reviewerId === null ? "Program manager’s move" : "Reviewer’s move", mine: false };
}
