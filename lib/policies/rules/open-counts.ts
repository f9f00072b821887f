import type { Verdict } from "#lib/checks/verdict.ts";
import type { ResultCounts } from "#lib/reviews/rules/gates.ts";
import { resultsByPlace } from "./compare-runs.ts";
import type { DocumentResult } from "./evaluate-documents.ts";
import { blocksNow, type ResultWaiver } from "./result-waiver.ts";

/** How these results stand, place by place. In SQL: `openResults`. */
export function openCounts(results: readonly DocumentResult[], waivers: readonly ResultWaiver[]): ResultCounts {
  const blocking = resultsByPlace(results).filter((result) => result.blocking);
  const open = blocking.filter((result) => blocksNow(result, waivers));
  const saying = (verdict: Verdict) => open.filter(({ whole }) => whole.verdict === verdict).length;
  const waived = blocking.length - open.length;
  return { open: open.length, failing: saying("fail"), errors: saying("error"), waived };
}
