import { type BlockingThreat, checkWords, threatWords } from "#lib/threat-models/rules/blocking-checks.ts";

/** How many results, and how many threats, a request for changes asks for one by one: a message asks for more. */
export const MOST_ASKED = 100;

type Result = { key: string; verdict: string; words: string; place: string; count?: number };
type OfferedAsks<R extends Result> = {
  results: Omit<Pick<R, keyof Result>, "count">[];
  threats: { itemId: number; words: string; place: string }[];
  /** How many more block than are offered. */
  more: number;
};

/** What blocks, as a request for changes offers it: at most so many, and how many are left. */
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
