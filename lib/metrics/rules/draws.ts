export const FEWEST_DRAWS = 2_000;
export const MOST_DRAWS = 20_000;

/** Reviews times draws that fit into the time a page may wait: 0.2 s. */
const WORK = 20_000_000;
/** Up to this many reviews get the most draws; from this many on they get the fewest. */
export const MOST_DRAWN_UP_TO = WORK / MOST_DRAWS;
export const FEWEST_DRAWN_FROM = WORK / FEWEST_DRAWS;

/**
 * How often whole teams are drawn for an interval, in thousands. Chance moves the ends of small samples more, and they
 * allow more draws in the same time: with 400 reviews, another seed moves an end by 3 to 12 points among 2,000 draws
 * and by 2 among 20,000.
 */
export function drawsOf(reviews: number): number {
  const draws = Math.floor(WORK / reviews / 1_000) * 1_000;
  return Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, draws));
}
