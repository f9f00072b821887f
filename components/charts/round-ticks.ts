const ROUND = [1, 2, 2.5, 5, 10];
/** In how many steps an axis counts at most. */
const MOST_STEPS = 5;

/** What stands on an axis from nothing up to `most` or just past it: as few as needed of steps of 1, 2, 2.5 or 5 and noughts. */
export function roundTicks(most: number, { whole = false } = {}): number[] {
  if (most <= 0) return [0, 1];
  const least = most / MOST_STEPS;
  const unit = 10 ** Math.floor(Math.log10(least));
  // Less a hair for what divisions are off by.
  const fits = (step: number) => step >= least * (1 - 1e-9) && (!whole || Number.isInteger(step));
  const step = ROUND.map((each) => Number((each * unit).toPrecision(2))).find(fits) ?? 1;
  const count = Math.ceil((most / step) * (1 - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
