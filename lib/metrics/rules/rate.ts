/** Events per unit of exposure, such as findings per review. */
export interface Rate {
  count: number;
  n: number;
  rate: number;
}

/** `count` events over `n` units (reviews, guardian-months); null when n is 0. */
export function rate(count: number, n: number): Rate | null {
  return n === 0 ? null : { count, n, rate: count / n };
}
