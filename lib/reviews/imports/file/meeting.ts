import type { Tier } from "#lib/intake/rules/tiers.ts";
import type { ReviewType } from "#lib/reviews/rules/review-types.ts";
import { DECIDED_STATES, type ReviewState } from "#lib/reviews/rules/states.ts";
import type { Field } from "./fields.ts";
import type { PastReview } from "./read-row.ts";

/** A past review with its names resolved. */
export type NamedPastReview = PastReview & { importKey: string; teamId: number | null; guardianId: number | null };

/** A review from an earlier file. `isOpen`: whether it is still open in its original tracker, to our knowledge. */
export type ReviewHere = {
  id: number;
  isOpen: boolean;
  state: ReviewState;
  submittedAt: Date | null;
  decidedAt: Date | null;
  cancelledAt: Date | null;
  launchedOn: string | null;
  title: string;
  tier: Tier | null;
  type: ReviewType | null;
  findings: number | null;
  teamId: number | null;
  guardianId: number | null;
  guarded: boolean | null;
};

/** What a row says about an existing review: how it ended, still open, nothing new, or a contradiction. */
export type Meeting =
  | { says: "decided" | "cancelled" | "open" | "same" }
  | { says: "otherwise"; field: Field; words: string };

/** Compares a row with the review an earlier file imported under the same key. */
export function meetingOf(row: NamedPastReview, here: ReviewHere): Meeting {
  if (!sameInstant(row.submittedAt, here.submittedAt)) {
    return otherwise("submitted_at", `submitted ${written(here.submittedAt)}`, `submitted ${written(row.submittedAt)}`);
  }
  const says = row.decidedAt ? "decided" : row.cancelledAt ? "cancelled" : "open";
  if (here.isOpen) return { says };
  if (!sameInstant(row.decidedAt, here.decidedAt) || !sameInstant(row.cancelledAt, here.cancelledAt)) {
    return otherwise(row.cancelledAt ? "cancelled_at" : "decided_at", endWords(here), endWords(row));
  }
  const known = DECIDED_STATES.find((state) => state === here.state);
  if (row.decision !== null && known !== undefined && row.decision !== known) {
    return otherwise("decision", known, row.decision);
  }
  return { says: "same" };
}

/**
 * Whether a row names another team, guardian, tier, type, title, number of findings or launch than the first import.
 */
export function saysMore(row: NamedPastReview, here: ReviewHere, launchedOn: string | null): boolean {
  const differs = <Value>(now: Value | null, then: Value | null) => now !== null && now !== then;
  const ofItsEnd = differs(row.findings, here.findings) || differs(launchedOn, here.launchedOn);
  return (
    differs(row.teamId, here.teamId) ||
    differs(row.guardianId, here.guardianId) ||
    differs(row.guarded, here.guarded) ||
    differs(row.tier, here.tier) ||
    differs(row.type, here.type) ||
    differs(row.title, here.title) ||
    (!here.isOpen && ofItsEnd)
  );
}

function otherwise(field: Field, here: string, row: string): Meeting {
  return { says: "otherwise", field, words: `is recorded as ${here}; this file says ${row}` };
}

function endWords({ decidedAt, cancelledAt }: { decidedAt: Date | null; cancelledAt: Date | null }): string {
  if (decidedAt) return `decided ${written(decidedAt)}`;
  return cancelledAt ? `cancelled ${written(cancelledAt)}` : "still open";
}

function sameInstant(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}

function written(at: Date | null): string {
  return at?.toISOString() ?? "never";
}
