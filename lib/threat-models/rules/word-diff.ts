export type DiffPiece = { kind: "same" | "out" | "in"; text: string };

/** Beyond this many words on a side the texts are shown whole, because nobody reads that many small changes. */
const MOST_WORDS = 400;

/** Two texts merged word by word: kept, removed and added parts. */
export function wordDiff(before: string, after: string): DiffPiece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length > MOST_WORDS || now.length > MOST_WORDS) return wholeDiff(before, after);
  const common = commonLengths(old, now);
  const pieces: DiffPiece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      pieces.push(piece("same")(now[j] ?? ""));
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1))) {
      pieces.push(piece("out")(old[i] ?? ""));
      i += 1;
    } else {
      pieces.push(piece("in")(now[j] ?? ""));
      j += 1;
    }
  }
  return joined(pieces);
}

/** Two texts in sequence: the whole old one removed, the whole new one added. */
export function wholeDiff(before: string, after: string): DiffPiece[] {
  return joined([...wordsOf(before).map(piece("out")), ...wordsOf(after).map(piece("in"))]);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

const piece =
  (kind: DiffPiece["kind"]) =>
  (text: string): DiffPiece => ({ kind, text });

/** The length of the longest common subsequence from each pair of positions on. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = table[i];
    if (!row) continue;
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] =
        old[i] === now[j]
          ? lengthAt(table, i + 1, j + 1) + 1
          : Math.max(lengthAt(table, i + 1, j), lengthAt(table, i, j + 1));
    }
  }
  return table;
}

function lengthAt(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const runs: DiffPiece[] = [];
  for (const { kind, text } of pieces) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += ` ${text}`;
    else runs.push({ kind, text });
  }
  return runs;
}
