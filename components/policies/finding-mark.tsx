import { Status } from "#components/ui/status.tsx";
import type { RunFinding } from "#lib/policies/rules/compare-runs.ts";
import { VerdictMark } from "./verdict-mark.tsx";

/** How one finding stands: as the verdict of its check, or as advice that does not block. */
export function FindingMark({ finding }: { finding: RunFinding }) {
  if (finding.blocking) return <VerdictMark verdict={finding.result.verdict} size="sm" />;
  return <Status value="neutral" label={finding.reason?.level === "warning" ? "Warning" : "Suggestion"} size="sm" />;
}
