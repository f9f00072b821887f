/** Repeatable randomness: the same seed gives the same draws on every machine. */
export type Random = {
  /** From 0 up to, but not including, 1. */
  next: () => number;
  /** A whole number, both ends included. */
  int: (from: number, to: number) => number;
  between: (from: number, to: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
  weighted: <T>(choices: readonly (readonly [T, number])[]) => T;
  /** Log-normal: half of the draws lie below the median; `sigma` is the spread of the logarithm. */
  logNormal: (median: number, sigma: number) => number;
  /** The count of a rare event that occurs `mean` times on average. */
  poisson: (mean: number) => number;
  shuffled: <T>(list: readonly T[]) => T[];
};

export function random(seed: string): Random {
  const next = mulberry32(hash(seed));
  const between = (from: number, to: number) => from + next() * (to - from);
  const int = (from: number, to: number) => Math.floor(between(from, to + 1));
  return {
    next,
    int,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => at(list, Math.floor(next() * list.length)),
    weighted: (choices) => weighted(choices, next()),
    logNormal: (median, sigma) => median * Math.exp(sigma * normal(next(), next())),
    poisson: (mean) => poisson(mean, next),
    shuffled: (list) => shuffled(list, int),
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Box–Muller: a standard normal draw from two uniform ones. */
function normal(first: number, second: number): number {
  return Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
}

function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count += 1;
  return count;
}

function weighted<T>(choices: readonly (readonly [T, number])[], draw: number): T {
  let left = draw * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    if (left < weight) return choice;
    left -= weight;
  }
  return at(choices, choices.length - 1)[0];
}

function shuffled<T>(list: readonly T[], int: (from: number, to: number) => number): T[] {
  const left = [...list];
  return list.map(() => at(left.splice(int(0, left.length - 1), 1), 0));
}

/** The element at an index. An index beyond the end is a bug in the caller, so it throws. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`A list of ${list.length} has no element ${index}.`);
  return found;
}
