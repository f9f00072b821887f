const TAIL = 0.025;

/**
 * The exact 95 % interval of the expected number, given `count` observed events. Below `low`, this many or more would
 * be seen in less than 2.5 % of cases; above `high`, this many or fewer. Source: Garwood 1936, Biometrika 28.
 */
export function poissonInterval(count: number): { low: number; high: number } {
  // Far beyond the interval, yet near enough that no term underflows.
  const reach = 10 * Math.sqrt(count + 1) + 10;
  const [least, most] = [Math.max(0, count - reach), count + reach];
  const low = count === 0 ? 0 : bisect(least, count, (mean) => 1 - atMost(count - 1, mean) > TAIL);
  const high = bisect(count, most, (mean) => atMost(count, mean) < TAIL);
  return { low, high };
}

/** The mean from which `holds` is true, to floating-point precision. */
function bisect(from: number, to: number, holds: (mean: number) => boolean): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 200 && low < high; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The probability of at most `count` events if `mean` are expected. Terms are summed from the last, which is the
 * largest that matters.
 */
function atMost(count: number, mean: number): number {
  if (mean === 0) return 1;
  let term = Math.exp(count * Math.log(mean) - mean - logFactorial(count));
  let sum = 0;
  for (let at = count; at >= 0 && term > 0; at -= 1) {
    const before = sum;
    sum += term;
    if (sum === before && at < mean) break;
    term *= at / mean;
  }
  return Math.min(1, sum);
}

const logs: number[] = [0];

function logFactorial(of: number): number {
  for (let at = logs.length; at <= of; at += 1) logs.push((logs[at - 1] ?? 0) + Math.log(at));
  return logs[of] ?? 0;
}
