import type { Span } from "#lib/iam/index.ts";
import type { RunResult } from "./compare-runs.ts";
import type { DiffRow } from "./compare-texts.ts";
import { spanOf } from "./marked-lines.ts";

/**
 * The fixes of one statement. `sign` is the index of the row that fixed it; `under` is the row below which the text
 * appears, -1 for above all rows if no line of the old text applies.
 */
export type FixedPlace = { sign: number; under: number; results: RunResult[] };

/** Where to announce that results of the old text are fixed, in row order. */
export function fixedPlaces(rows: readonly DiffRow[], fixed: readonly RunResult[]): FixedPlace[] {
  const places = new Map<number, FixedPlace>();
  for (const result of fixed) {
    const span = spanOf(result);
    const at = span ? placeOf(rows, span) : { sign: -1, under: -1 };
    const place = places.get(at.under) ?? { ...at, results: [] };
    place.results.push(result);
    places.set(at.under, place);
  }
  return [...places.values()].sort((a, b) => a.under - b.under);
}

function placeOf(rows: readonly DiffRow[], { start, end }: Span): { sign: number; under: number } {
  const meant = ({ before }: DiffRow) => before !== null && start.line <= before && before <= end.line;
  const first = rows.findIndex(meant);
  if (first === -1) return { sign: rows.length - 1, under: rows.length - 1 };
  const under = endOfBlock(rows, rows.findLastIndex(meant));
  const around = rows.slice(first, under + 1);
  const added = around.findIndex(({ kind }) => kind === "added");
  const changed = added === -1 ? around.findIndex(({ kind }) => kind === "removed") : added;
  return { sign: first + Math.max(0, changed), under };
}

/** The index of the last of several lines that replace each other, because they are read as one. */
function endOfBlock(rows: readonly DiffRow[], index: number): number {
  if (rows[index]?.kind === "same") return index;
  const next = rows.findIndex(({ kind }, at) => at > index && kind === "same");
  return next === -1 ? rows.length - 1 : next - 1;
}
