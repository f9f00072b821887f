import { type BlockingThreat, checkWords, threatWords } from "#lib/threat-models/rules/blocking-checks.ts";

/** Maximum number of results, and of threats, that a request for changes lists; a message covers the rest. */
export const MOST_ASKED = 100;

type Result = { key: string; verdict: string; words: string; place: string; count?: number };
type OfferedAsks<R extends Result> = {
  results: Omit<Pick<R, keyof Result>, "count">[];
  threats: { itemId: number; words: string; place: string }[];
  /** How many blocking items are not listed. */
  more: number;
};

/** The blocking items a request for changes offers, up to `MOST_ASKED`, and how many are left. */
export function offeredAsks<R extends Result>(
  results: readonly R[],
  threats: readonly BlockingThreat[],
): OfferedAsks<R> {
  const more = results.slice(MOST_ASKED).reduce((sum, { count = 1 }) => sum + count, 0);
  return {
    results: results.slice(0, MOST_ASKED).map(({ key, verdict, words, place }) => ({ key, verdict, words, place })),
    threats: threats.slice(0, MOST_ASKED).map(({ itemId, checks, ...threat }) => {
      return { itemId, words: threatWords(threat), place: checks.map(checkWords).join("; ") };
    }),
    more: more + Math.max(0, threats.length - MOST_ASKED),
  };
}
