import { diffArrays, diffWordsWithSpace } from "diff";
import { writtenLines } from "#lib/lines.ts";

/** A part of a line; `changed` if the other side's line differs here. */
export type Piece = { text: string; changed: boolean };

/** A line of one or both texts, with its number in each text that has it. */
export type DiffRow = {
  kind: "same" | "removed" | "added";
  before: number | null;
  after: number | null;
  pieces: Piece[];
};

/** The limit of differing lines: finding them takes quadratic time. */
const MOST_LINES = 1_000;
/** The same limit when lines are only counted, for many documents together. */
const MOST_COUNTED = 200;
const MOST_WORDS = 64;
/** The limit of changed characters compared by word; beyond it, whole lines count as changed. */
const MOST_CHARACTERS = 400_000;
/** The minimum unchanged share of a line for it to count as edited; below it, it is a different line. */
const LEAST_IN_COMMON = 0.3;

/** Two texts compared line by line, in order, each line of each once. Null if too much differs. */
export function compareTexts(before: string, after: string): DiffRow[] | null {
  const blocks = differingBlocks(writtenLines(before), writtenLines(after), MOST_LINES);
  if (!blocks) return null;
  const words = { left: MOST_CHARACTERS };
  return blocks.flatMap(({ same, removed, added }) => (same.length > 0 ? same : markWords(removed, added, words)));
}

export type LineCounts = { added: number; removed: number };

/** How many lines of each text are missing from the other; null if too much differs to count. */
export function countLines(before: string, after: string): LineCounts | null {
  const blocks = differingBlocks(writtenLines(before), writtenLines(after), MOST_COUNTED);
  return blocks && countRows(blocks.flatMap(({ removed, added }) => [...removed, ...added]));
}

export function countRows(rows: readonly DiffRow[]): LineCounts {
  const count = (kind: DiffRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  return { added: count("added"), removed: count("removed") };
}

/** Lines common to both, or lines that replace each other. */
type Block = { same: DiffRow[]; removed: DiffRow[]; added: DiffRow[] };

function differingBlocks(before: string[], after: string[], most: number): Block[] | null {
  const changes = diffArrays(before, after, { maxEditLength: most });
  if (!changes) return null;
  const blocks: Block[] = [];
  const at = { before: 1, after: 1 };
  for (const { value, added, removed } of changes) {
    const kind = added ? "added" : removed ? "removed" : "same";
    const rows = value.map(
      (text): DiffRow => ({
        kind,
        before: added ? null : at.before++,
        after: removed ? null : at.after++,
        pieces: [{ text, changed: false }],
      }),
    );
    const last = blocks.at(-1);
    if (last && last.same.length === 0 && kind !== "same") last[kind].push(...rows);
    else blocks.push({ same: [], removed: [], added: [], [kind]: rows });
  }
  return blocks;
}

/** Lists removed lines, then added ones; replaced lines get their differing words marked. */
function markWords(removed: DiffRow[], added: DiffRow[], words: { left: number }): DiffRow[] {
  removed.forEach((row, index) => {
    const other = added[index];
    if (!other) return;
    const [old, now] = [textOf(row), textOf(other)];
    words.left -= old.length + now.length;
    const parts = words.left < 0 ? undefined : diffWordsWithSpace(old, now, { maxEditLength: MOST_WORDS });
    if (!parts) return;
    const pieces = (without: "added" | "removed") =>
      parts
        .filter((part) => !part[without])
        .map(({ value, added, removed }) => ({ text: value, changed: added || removed }));
    const kept = parts.reduce(
      (sum, { value, added, removed }) => sum + (added || removed ? 0 : value.trim().length),
      0,
    );
    if (kept < LEAST_IN_COMMON * Math.min(old.trim().length, now.trim().length)) return;
    row.pieces = pieces("added");
    other.pieces = pieces("removed");
  });
  return [...removed, ...added];
}

export function textOf({ pieces }: DiffRow): string {
  return pieces.map(({ text }) => text).join("");
}
