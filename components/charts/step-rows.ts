import { inUnit } from "#lib/numbers.ts";

/** A corner of a survival curve: the share still undecided from `seconds` on. */
export interface StepPoint {
  seconds: number;
  survival: number;
}

/** The decided share of every arm in % at one moment; null before an arm's first data and after its end. */
export interface StepRow {
  days: number;
  decided: (number | null)[];
}

/** Joins the curves of several arms on one time axis, cut at `untilSeconds`. Curves are level between corners. */
export function stepRows(arms: readonly (readonly StepPoint[])[], untilSeconds = Number.POSITIVE_INFINITY): StepRow[] {
  const ends = arms.map((points) => points.at(-1)?.seconds ?? -1);
  const corners = arms.flatMap((points) => points.map(({ seconds }) => seconds));
  const cut = Math.max(0, ...ends) > untilSeconds ? [untilSeconds] : [];
  const moments = [...new Set([...corners.filter((seconds) => seconds <= untilSeconds), ...cut])].sort((a, b) => a - b);
  const next = arms.map(() => 0);
  return moments.map((moment) => ({
    days: inUnit("duration", moment),
    decided: arms.map((points, arm) => {
      while ((points[next[arm] ?? 0]?.seconds ?? Number.POSITIVE_INFINITY) <= moment) next[arm] = (next[arm] ?? 0) + 1;
      const current = points[(next[arm] ?? 0) - 1];
      return current && moment <= (ends[arm] ?? -1) ? inUnit("share", 1 - current.survival) : null;
    }),
  }));
}
