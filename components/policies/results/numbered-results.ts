import type { Span } from "#lib/iam/index.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { placedResults } from "#lib/policies/rules/marked-lines.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";

export type Numbered = { result: RunResult<StoredResult>; span: Span | null; number: number };

/** The results of a document in the order in which they stand: those without a place first, then in the order of the text. */
export function numberedResults(results: readonly StoredResult[]): Numbered[] {
  const { placed, unplaced } = placedResults(results);
  const all = [...unplaced.map((result) => ({ result, span: null })), ...placed];
  return all.map((one, index) => ({ ...one, result: one.result as RunResult<StoredResult>, number: index + 1 }));
}
