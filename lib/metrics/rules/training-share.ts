import { MIN_PEOPLE } from "./suppression.ts";

export type TrainingShare = {
  state: "shown" | "suppressed" | "nobody";
  n: number | null;
  complete: number | null;
  share: number | null;
  optionalShare: number | null;
};

const NOTHING = { n: null, complete: null, share: null, optionalShare: null };

/** M14 as a census: no interval, and nothing at all where fewer than five people stand behind it. Shares from 0 to 1. */
export function trainingShare(count: { n: number; complete: number; optional: number } | undefined): TrainingShare {
  if (!count || count.n === 0) return { state: "nobody", ...NOTHING, n: 0 };
  const { n, complete, optional } = count;
  if (n < MIN_PEOPLE) return { state: "suppressed", ...NOTHING };
  return { state: "shown", n, complete, share: complete / n, optionalShare: optional / n };
}
