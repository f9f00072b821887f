import type { Span } from "#lib/iam/index.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { placedResults } from "#lib/policies/rules/marked-lines.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";

export type Numbered = { result: RunResult<StoredResult>; span: Span | null; number: number };

/** A document's results in display order: results without a place first, then in text order. */
export function numberedResults(results: readonly StoredResult[]): Numbered[] {
  const { placed, unplaced } = placedResults(results);
  const all = [...unplaced.map((result) => ({ result, span: null })), ...placed];
  return all.map((one, index) => ({ ...one, result: one.result as RunResult<StoredResult>, number: index + 1 }));
}
