import { Status } from "#components/ui/status.tsx";
import type { RunFinding } from "#lib/policies/rules/compare-runs.ts";
import type { FindingWaiver } from "#lib/policies/rules/finding-waiver.ts";
import { VerdictMark } from "./verdict-mark.tsx";

/** How one finding stands: as the verdict of its check, as waived, or as advice that does not block. */
export function FindingMark({ finding, waiver }: { finding: RunFinding; waiver: FindingWaiver | null }) {
  if (finding.blocking && waiver?.active) return <Status value="waived" size="sm" />;
  if (finding.blocking) return <VerdictMark verdict={finding.result.verdict} size="sm" />;
  return <Status value="neutral" label={finding.reason?.level === "warning" ? "Warning" : "Suggestion"} size="sm" />;
}
