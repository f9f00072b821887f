import { FIGURE_STATE_WORDS } from "./figure.ts";

type TrainingShare = {
  state: "shown" | "suppressed" | "past_day" | "nobody";
  n: number | null;
  complete: number | null;
  share: number | null;
  optionalShare: number | null;
};

const NOTHING = { n: null, complete: null, share: null, optionalShare: null };

/**
 * M14 as a census, so without an interval. Null for a past day, or if too few people are behind it. Shares from 0 to 1.
 */
export function trainingShare(
  count: { n: number; complete: number; optional: number } | "past_day" | null | undefined,
): TrainingShare {
  if (count === "past_day") return { state: count, ...NOTHING };
  if (count === null) return { state: "suppressed", ...NOTHING };
  if (!count || count.n === 0) return { state: "nobody", ...NOTHING, n: 0 };
  const { n, complete, optional } = count;
  return { state: "shown", n, complete, share: complete / n, optionalShare: optional / n };
}

/** Why M14 has no share. */
export function trainingWords(state: TrainingShare["state"]): string {
  return state === "suppressed" || state === "past_day" ? FIGURE_STATE_WORDS[state] : "nobody yet";
}
