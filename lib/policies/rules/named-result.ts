import type { Verdict } from "#lib/checks/verdict.ts";
import type { RunResult } from "./compare-runs.ts";
import { spanOf } from "./marked-lines.ts";
import { lineWords, placeWords } from "./place-words.ts";
import { resultName } from "./result-name.ts";
import type { StoredResult } from "./run-view.ts";

/**
 * A result in words, for use without its document. `place`: "export.yaml, Role Export, statement Read, lines 3 to 9"
 */
export type NamedResult = { documentName: string; sha256: string; verdict: Verdict; words: string; place: string };

export function namedResult(result: RunResult<StoredResult>): NamedResult {
  const { documentName, sha256, verdict } = result.whole;
  const { name, code } = resultName(result);
  const span = spanOf(result);
  const inside = result.whole.logicalId === "" ? null : placeWords(result.whole, result.reason?.statementId ?? null);
  const place = [documentName, inside, span && lineWords(span)].filter(Boolean).join(", ");
  return { documentName, sha256, verdict, words: code === null ? name : `${name}, ${code}`, place };
}
