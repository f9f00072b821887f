import { Status } from "#components/ui/words/status.tsx";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import { VerdictMark } from "./verdict-mark.tsx";

/** The state of one result: its check's verdict, waived, or non-blocking advice. */
export function ResultMark({ result, waiver }: { result: RunResult; waiver: ResultWaiver | null }) {
  if (result.blocking && waiver?.active) return <Status value="waived" label={waivedWord(result)} size="sm" />;
  if (result.blocking) return <VerdictMark verdict={result.whole.verdict} size="sm" />;
  return <Status value="neutral" label={result.reason?.level === "warning" ? "Warning" : "Suggestion"} size="sm" />;
}

/** A waived result still says when it was not evaluated. */
function waivedWord({ whole: { verdict } }: RunResult): string {
  return verdict === "incomplete" ? "Incomplete, waived" : "Waived";
}
