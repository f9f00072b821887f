/** 97.5 % of the standard normal distribution lies below this value. */
export const Z_95 = 1.959963984540054;

/** The share of the standard normal distribution below `x`, to seven digits. Source: Abramowitz and Stegun 1964, 26.2.17. */
export function normalBelow(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const terms = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const above = density * terms.reduceRight((sum, term) => t * (term + sum), 0);
  return x > 0 ? 1 - above : above;
}

/**
 * How much wider an interval from draws of `clusters` groups must be than one from very many. Draws spread too little
 * by (n − 1) ÷ n, and an estimated spread calls for Student's quantile in place of the normal one. Source: Cornish and
 * Fisher's expansion of Student's quantile; needs at least two.
 */
export function smallSampleFactor(clusters: number): number {
  const free = clusters - 1;
  const z = Z_95;
  const first = (z ** 3 + z) / (4 * free);
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * free ** 2);
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * free ** 3);
  return ((z + first + second + third) / z) * Math.sqrt(clusters / free);
}

/** How many groups of equal size carry as much information as groups of these sizes. Source: Kish 1965. */
export function effectiveCount(sizes: readonly number[]): number {
  const sum = sizes.reduce((all, size) => all + size, 0);
  const squares = sizes.reduce((all, size) => all + size * size, 0);
  return squares === 0 ? 0 : (sum * sum) / squares;
}
