import { Status } from "#components/ui/words/status.tsx";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import { VerdictMark } from "./verdict-mark.tsx";

/** How one result stands: as the verdict of its check, as waived, or as advice that does not block. */
export function ResultMark({ result, waiver }: { result: RunResult; waiver: ResultWaiver | null }) {
  if (result.blocking && waiver?.active) return <Status value="waived" label={waivedWord(result)} size="sm" />;
  if (result.blocking) return <VerdictMark verdict={result.whole.verdict} size="sm" />;
  return <Status value="neutral" label={result.reason?.level === "warning" ? "Warning" : "Suggestion"} size="sm" />;
}

/** What was not evaluated is said to be so while it is waived. */
function waivedWord({ whole: { verdict } }: RunResult): string {
  return verdict === "incomplete" ? "Incomplete, waived" : "Waived";
}
