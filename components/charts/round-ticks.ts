const ROUND = [1, 2, 2.5, 5, 10];
const MOST_STEPS = 5;

/** Axis ticks from 0 to `most` or just above, in the fewest steps of 1, 2, 2.5 or 5 times a power of ten. */
export function roundTicks(most: number, { whole = false } = {}): number[] {
  if (most <= 0) return [0, 1];
  const least = most / MOST_STEPS;
  const unit = 10 ** Math.floor(Math.log10(least));
  // Allow for floating-point error in the divisions.
  const fits = (step: number) => step >= least * (1 - 1e-9) && (!whole || Number.isInteger(step));
  const step = ROUND.map((each) => Number((each * unit).toPrecision(2))).find(fits) ?? 1;
  const count = Math.ceil((most / step) * (1 - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
