import type { IconName } from "#components/ui/words/icon.tsx";
import type { DiffRow } from "#lib/policies/rules/compare-texts.ts";
import { type Mark, marksByLine, type Tone } from "#lib/policies/rules/marked-lines.ts";

type LineMark = { icon: IconName; tone: "bad" | "warn" | "special" | "info" | "good" };

export type MarkedRow = {
  /** The line's check verdict. */
  verdict: Tone | null;
  /** Gutter mark on the first line of a result or fix. */
  mark: LineMark | null;
  /** Screen-reader text before the line, replacing signs and colours. */
  said: string | null;
};

export const UNMARKED: MarkedRow = { verdict: null, mark: null, said: null };

const LOOKS: Record<Exclude<Tone, "pass">, LineMark & { words: string }> = {
  fail: { icon: "cross", tone: "bad", words: "fails" },
  error: { icon: "alert", tone: "bad", words: "has an error" },
  incomplete: { icon: "half", tone: "warn", words: "is incomplete" },
  waived: { icon: "slash", tone: "special", words: "is waived" },
  advice: { icon: "flag", tone: "info", words: "has advice" },
};
const FIXES: LineMark = { icon: "check", tone: "good" };

/** How each row of a comparison is marked. `fixing`: the rows that fixed results of the revision `earlier`. */
export function markedRows(
  rows: readonly DiffRow[],
  marks: readonly Mark[],
  fixing: ReadonlySet<number>,
  earlier: number,
): MarkedRow[] {
  const markOn = marksByLine(marks);
  const beginnings = new Set(marks.map(({ from }) => from));
  let last: Tone | null = null;
  return rows.map((row, index) => {
    const fixes = fixing.has(index);
    const verdict = row.after === null ? null : markOn(row.after);
    const look = verdict === null || verdict === "pass" ? null : LOOKS[verdict];
    const begins = row.after !== null && (verdict !== last || beginnings.has(row.after));
    if (row.after !== null) last = verdict;
    const words = [row.kind === "same" ? null : row.kind, look?.words, fixes ? "fixes a result" : null].filter(Boolean);
    const line = row.after === null ? `Line ${row.before} of r${earlier}` : `Line ${row.after}`;
    return {
      verdict,
      mark: look && begins ? look : fixes ? FIXES : null,
      said: words.length > 0 ? `${line} ${words.join(", ")}:` : null,
    };
  });
}
