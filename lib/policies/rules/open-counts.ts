import type { Verdict } from "#lib/checks/verdict.ts";
import type { ResultCounts } from "#lib/reviews/rules/gates.ts";
import { type RunResult, resultsByPlace } from "./compare-runs.ts";
import type { DocumentResult } from "./evaluate-documents.ts";
import { countOf } from "./kept-results.ts";
import { blocksNow, type ResultWaiver } from "./result-waiver.ts";

/** How these results count, place by place. In SQL: `openResults`. */
export function openCounts(results: readonly DocumentResult[], waivers: readonly ResultWaiver[]): ResultCounts {
  const blocking = resultsByPlace(results).filter((result) => result.blocking);
  const open = blocking.filter((result) => blocksNow(result, waivers));
  const saying = (verdict: Verdict) => total(open.filter(({ whole }) => whole.verdict === verdict));
  return { open: total(open), failing: saying("fail"), errors: saying("error"), waived: total(blocking) - total(open) };
}

/** The number of these results, including unlisted ones. */
export function total(results: readonly RunResult[]): number {
  return results.reduce((sum, { reason }) => sum + countOf(reason), 0);
}
