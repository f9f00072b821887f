import { exactTime, timeOfDay } from "#components/ui/words/relative-time.ts";
import type { QuarterFigure, QuarterWords } from "#lib/metrics/output.ts";
import { FIGURE_STATE_WORDS, intervalWords } from "#lib/metrics/rules/figure.ts";
import { formatCount, formatDecimals, formatValue, type ValueKind } from "#lib/numbers.ts";
import { capital, listed } from "#lib/words.ts";

/** Why no quarter has a value: "No reviews." if the reason is shared, otherwise each reason with its quarters. */
export function gapWords(quarters: readonly { label: string; note?: string }[]): string {
  const gaps = quarters.map(({ label, note = "nothing counted" }) => ({ label, note }));
  const notes = [...new Set(gaps.map(({ note }) => note))];
  const [only = "nothing counted", other] = notes;
  if (other === undefined) return `${capital(only)}.`;
  const where = (reason: string) => listed(gaps.filter(({ note }) => note === reason).map(({ label }) => label));
  return `${capital(notes.map((note) => `${note} in ${where(note)}`).join("; "))}.`;
}

/** "2026 Q4 so far" until the quarter has ended. */
export function quarterName({ label, inProgress }: QuarterWords): string {
  return inProgress ? `${label} so far` : label;
}

/**
 * "as of 27 Nov 2026, 14:50 UTC, ended quarters 09:12 UTC". Ended quarters are counted daily and whenever one of their
 * facts changes.
 */
export function asOfWords({ asOf, endedAsOf }: { asOf: string; endedAsOf: string }): string {
  const [all, ended] = [exactTime(new Date(asOf)), exactTime(new Date(endedAsOf))];
  return `as of ${all}${ended === all ? "" : `, ended quarters ${timeOfDay(new Date(endedAsOf))}`}`;
}

/** A figure in words; a missing value shows its reason. */
export function figureWords(kind: ValueKind, { state, value }: Pick<QuarterFigure, "state" | "value">): string {
  if (state !== "shown") return FIGURE_STATE_WORDS[state];
  return value === null ? FIGURE_STATE_WORDS.none : formatValue(kind, value);
}

/** Like `intervalWords`, with a dash when the figure has no interval. */
export function figureInterval(kind: ValueKind, { low, high }: Pick<QuarterFigure, "low" | "high">): string {
  return intervalWords(kind, { low, high }) ?? "–";
}

/** "15.0", "1,234": one decimal like all days, none from 100 days. */
export function shortDays(days: number): string {
  return days < 100 ? formatDecimals(days, 1) : formatCount(days);
}

/** "12.5", "1,234": a small number keeps its digits. */
export function shortWords(value: number): string {
  return value < 20 ? formatDecimals(value, 2, 0) : formatCount(value);
}
