import type { Verdict } from "#lib/checks/verdict.ts";
import type { Span } from "#lib/iam/index.ts";
import { type RunResult, resultsByPlace } from "./compare-runs.ts";
import { blocksNow, type ResultWaiver } from "./result-waiver.ts";
import type { StoredResult } from "./run-view.ts";

/** The look of a place: its verdict, waived, or non-blocking advice. The worst comes first. */
export const TONES = ["fail", "error", "incomplete", "waived", "advice", "pass"] as const satisfies readonly (
  | Verdict
  | "waived"
  | "advice"
)[];
export type Tone = (typeof TONES)[number];
export type Mark = { from: number; to: number; verdict: Tone };

export function toneOf(result: RunResult, waivers: readonly ResultWaiver[] = []): Tone {
  if (!result.blocking) return "advice";
  return blocksNow(result, waivers) ? result.whole.verdict : "waived";
}

/** Results with a place, in text order, and results without one. */
export function placedResults(results: readonly StoredResult[]) {
  const all = resultsByPlace(results);
  const placed = all.flatMap((result) => {
    const span = spanOf(result);
    return span ? [{ result, span }] : [];
  });
  placed.sort((a, b) => a.span.start.offset - b.span.start.offset || a.span.end.offset - b.span.end.offset);
  return { placed, unplaced: all.filter((result) => !spanOf(result)) };
}

/** The place of a result: its statement, or the unreadable part of the document. */
export function spanOf({ reason, whole }: RunResult): Span | null {
  return reason?.span ?? whole.reasons[0]?.span ?? null;
}

export function markOf(span: Span, verdict: Tone): Mark {
  return { from: span.start.line, to: span.end.line, verdict };
}

/** The worst tone of the marks on a line, or null. Passes do not mark lines. */
export function markOn(line: number, marks: readonly Mark[]): Tone | null {
  const verdicts = marks.filter(({ from, to }) => from <= line && line <= to).map(({ verdict }) => verdict);
  return TONES.find((tone) => tone !== "pass" && verdicts.includes(tone)) ?? null;
}

/** As `markOn`, for very many lines. */
export function marksByLine(marks: readonly Mark[]): (line: number) => Tone | null {
  const last = marks.reduce((most, { to }) => Math.max(most, to), 0);
  const worst = new Uint8Array(last + 1).fill(TONES.indexOf("pass"));
  const ranked = marks.toSorted((a, b) => TONES.indexOf(b.verdict) - TONES.indexOf(a.verdict));
  for (const { from, to, verdict } of ranked) worst.fill(TONES.indexOf(verdict), from, to + 1);
  return (line) => {
    const tone = TONES[worst[line] ?? TONES.indexOf("pass")] ?? "pass";
    return tone === "pass" ? null : tone;
  };
}

export type Stretch = { from: number; to: number };

const HEAD = 40;
const AROUND = 15;

/** The lines of a long text worth showing from `first` on: the first ones, and those around each mark. */
export function stretches(lines: number, marks: readonly Mark[], first = 1): Stretch[] {
  const wanted = [
    { from: first, to: Math.min(lines, first + HEAD - 1) },
    ...marks
      .filter(({ to }) => to >= first)
      .map(({ from, to }) => ({ from: Math.max(first, from - AROUND), to: Math.min(lines, to + AROUND) })),
  ].sort((a, b) => a.from - b.from);
  const joined: Stretch[] = [];
  for (const stretch of wanted) {
    const last = joined.at(-1);
    if (last && stretch.from <= last.to + 1) last.to = Math.max(last.to, stretch.to);
    else joined.push({ ...stretch });
  }
  return joined;
}
