import type { StatusValue } from "#components/ui/status.tsx";
import type { Finding } from "#lib/findings/output.ts";
import { FINDING_STATE_WORDS, type FindingState, isOpenFinding, isUnsettled } from "#lib/findings/rules.ts";

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

type Reader = { personId: number; mayAnswer: boolean; maySettle: boolean };

/** Whose move a finding waits for: the reader's as a verb. */
export function nextOf(
  finding: Standing & { owner: { id: number } | null },
  { personId, mayAnswer, maySettle }: Reader,
  today: string,
): { words: string; mine: boolean } {
  if (!isUnsettled(finding, today)) return { words: "–", mine: false };
  const { state, owner } = finding;
  if (state === "fixed") return maySettle ? { words: "Verify", mine: true } : { words: "Engineer", mine: false };
  if (state === "accepted") return maySettle ? { words: "Settle", mine: true } : { words: "Engineer", mine: false };
  if (owner?.id === personId || (mayAnswer && !maySettle)) return { words: "Answer", mine: true };
  return { words: "Owner’s move", mine: false };
}
