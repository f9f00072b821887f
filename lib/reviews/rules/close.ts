import { dayWords } from "#lib/words.ts";
import { UNSEEN } from "./launch.ts";
import type { ReviewState } from "./states.ts";

/**
 * `undecided`: the launched evidence has changed since its approval, or was attached after another tracker's decision.
 */
type Left = { undecided: "changed" | "unseen" | null; conditions: number; findings: number };

/** What is still open in a review and prevents closing; null if nothing is. */
export function leftOpen({ undecided, conditions, findings }: Left): string | null {
  if (undecided === "changed")
    return "The evidence has changed since the approval. Restore the approved evidence or reopen the review.";
  if (undecided === "unseen") return `${UNSEEN} Reopen the review.`;
  if (conditions > 0) return "A condition of the approval is not verified yet.";
  if (findings === 0) return null;
  return "A finding is not resolved yet. Verify it, mark it invalid or accept its risk first.";
}

type Standing = {
  stale: boolean;
  launchedSince: boolean;
  decisions: readonly { conditions: readonly { verifiedAt: string | null }[] }[];
  findingsOwed: { unsettled: number };
};

/** What is undecided if the launched evidence has changed; another tracker's approval is not a decision here. */
export function undecidedIn(hasChanged: boolean, isDecidedHere: boolean): Left["undecided"] {
  if (!hasChanged) return null;
  return isDecidedHere ? "changed" : "unseen";
}

/** What is still open in a review with these facts. */
export function leftIn({ stale, launchedSince, decisions, findingsOwed: { unsettled } }: Standing): string | null {
  const [decision] = decisions;
  const conditions = decision?.conditions.filter(({ verifiedAt }) => verifiedAt === null).length ?? 0;
  const undecided = undecidedIn(stale && launchedSince, decision !== undefined);
  return leftOpen({ undecided, conditions, findings: unsettled });
}

/**
 * Whether a decided review can only be closed as dropped: its change was approved, and not launched since it was
 * reopened.
 */
export function closesAsDropped(state: ReviewState, launchedSince: boolean): boolean {
  return state !== "rejected" && !launchedSince;
}

/** The day of the last launch, and whether it was since the review was last reopened. */
type Launched = { launchedOn: string | null; launchedSince: boolean };

/**
 * Why a decided review cannot be closed yet, or not this way. An approved change must have been either launched or
 * dropped.
 */
export function closeObstacle(state: ReviewState, launched: Launched, dropped: boolean): string | null {
  const { launchedOn, launchedSince } = launched;
  if (launchedOn !== null && launchedSince && dropped)
    return `The change was launched on ${dayWords(launchedOn)}, so the review cannot be closed as dropped.`;
  if (dropped || !closesAsDropped(state, launchedSince)) return null;
  return "The launch is not recorded yet. Record it, or close the review as dropped.";
}
