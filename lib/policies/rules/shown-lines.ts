import { bytesOnPage } from "#lib/page-weight.ts";
import type { RunResult } from "./compare-runs.ts";
import type { DiffRow } from "./compare-texts.ts";
import type { Part } from "./folded-rows.ts";
import { type Mark, type Stretch, stretches } from "./marked-lines.ts";
import type { StoredResult } from "./run-view.ts";

/** Bytes of a page that a document, a line's markup, and the notes under one line take. */
const DOCUMENT_BYTES = 450_000;
const LINE_BYTES = 800;
const NOTES_BYTES = 200_000;
const NOTE_BYTES = 5_000;

/** Characters shown per line. */
export const LONGEST_LINE = 2_000;

/** `next`: the line where the next page begins; null on the last page. */
type ShownLines = { stretches: Stretch[]; next: number | null };

/**
 * The lines of a text shown on one page: all if they fit, else the first ones and those around each mark, while there
 * is room. `from` is the first line; `noted` gives the bytes of notes under a line.
 */
export function shownLines(
  lines: readonly string[],
  marks: readonly Mark[],
  { from, noted }: { from: number; noted: (line: number) => number },
): ShownLines {
  const bytesOf = (line: number) => bytesOfLine(lines[line - 1] ?? "") + noted(line);
  const last = lines.length;
  const all = { from, to: last };
  const [whole] = fitting([all], bytesOf);
  return whole?.to === last ? { stretches: [all], next: null } : cutOff(stretches(last, marks, from), bytesOf);
}

/** Whether these lines fit on one page in full. */
export function fitsOnPage(lines: readonly string[]): boolean {
  return fitting([{ from: 1, to: lines.length }], (line) => bytesOfLine(lines[line - 1] ?? ""))[0]?.to === lines.length;
}

function cutOff(wanted: readonly Stretch[], bytesOf: (line: number) => number): ShownLines {
  const shown = fitting(wanted, bytesOf);
  const end = shown.at(-1)?.to ?? 0;
  const left = wanted.find(({ to }) => to > end);
  return { stretches: shown, next: left ? Math.max(left.from, end + 1) : null };
}

/** As much of these stretches as fits on a page, at least one line. */
function fitting(wanted: readonly Stretch[], bytesOf: (line: number) => number): Stretch[] {
  const shown: Stretch[] = [];
  let bytes = 0;
  for (const { from, to } of wanted) {
    for (let line = from; line <= to; line += 1) {
      const own = bytesOf(line);
      if (bytes > 0 && bytes + own > DOCUMENT_BYTES) return shown;
      bytes += own;
      const last = shown.at(-1);
      if (line === from || !last) shown.push({ from: line, to: line });
      else last.to = line;
    }
  }
  return shown;
}

export function bytesOfLine(text: string): number {
  return LINE_BYTES + bytesOnPage(text.slice(0, LONGEST_LINE));
}

/** Bytes of the results shown in one place. */
export function bytesOfNotes(results: readonly RunResult<StoredResult>[]): number {
  return notesShown(results).reduce((sum, result) => sum + bytesOfNote(result), 0);
}

/** Of very many results in one place, those that fit on a page. */
export function notesShown<R extends RunResult<StoredResult>>(results: readonly R[]): R[] {
  let bytes = 0;
  const over = results.findIndex((result) => {
    bytes += bytesOfNote(result);
    return bytes > NOTES_BYTES;
  });
  return over === -1 ? [...results] : results.slice(0, Math.max(1, over));
}

function bytesOfNote({ reason, whole }: RunResult<StoredResult>): number {
  const { description = "", sentence = "", remedy = "", rule = "" } = reason ?? {};
  return NOTE_BYTES + bytesOnPage(`${whole.message}${description}${sentence}${remedy}${rule}`);
}

/** As many parts of a comparison as fit on a page, the last one cut. `unfolds`: folded lines are sent too. */
export function fittingParts(
  parts: readonly Part[],
  bytesOf: (row: DiffRow, index: number) => number,
  unfolds: boolean,
): Part[] {
  const shown: Part[] = [];
  let bytes = 0;
  for (const part of parts) {
    if (part.folded && !unfolds) {
      shown.push(part);
      continue;
    }
    const over = part.rows.findIndex((row, at) => {
      bytes += bytesOf(row, part.from + at);
      return bytes > DOCUMENT_BYTES;
    });
    if (over === -1) shown.push(part);
    else return [...shown, { ...part, rows: part.rows.slice(0, Math.max(1, over)) }];
  }
  return shown;
}
