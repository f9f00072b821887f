import type { DiffRow } from "./compare-texts.ts";

/** Consecutive rows: shown, or folded because nothing refers to them. */
export type Part = { folded: boolean; from: number; rows: DiffRow[] };

const AROUND = 3;
/** A fold takes a line itself, so fewer lines are shown unfolded. */
const FEWEST_FOLDED = 4;

/**
 * Changed rows and rows `isSaid` selects, with their surroundings; everything else is folded. `from` is the index of
 * the first row.
 */
export function foldedRows(rows: readonly DiffRow[], isSaid: (row: DiffRow, index: number) => boolean): Part[] {
  const shown = new Uint8Array(rows.length);
  rows.forEach((row, index) => {
    if (row.kind !== "same" || isSaid(row, index)) shown.fill(1, Math.max(0, index - AROUND), index + AROUND + 1);
  });
  const parts: Part[] = [];
  rows.forEach((row, index) => {
    const folded = shown[index] === 0;
    const last = parts.at(-1);
    if (last?.folded === folded) last.rows.push(row);
    else parts.push({ folded, from: index, rows: [row] });
  });
  return joined(parts.map((part) => ({ ...part, folded: part.folded && part.rows.length >= FEWEST_FOLDED })));
}

function joined(parts: readonly Part[]): Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last && !last.folded && !part.folded) last.rows.push(...part.rows);
    else all.push(part);
  }
  return all;
}
