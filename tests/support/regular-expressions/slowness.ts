export const LONG = 8_192;
const TIMES = 32;
/** The length of a short text, of which `TIMES` are as much as a long one. */
export const SHORT = LONG / TIMES;
/** What is linear is at about 1, and what is quadratic at about `TIMES`. */
export const TOO_SLOW = TIMES / 4;

/** How much longer one long text takes than the same amount of text in short ones. A ratio of one run: no clock of the wall. */
export function slowness(work: (text: string) => void, long: string, short: string): number {
  const measure = (text: string, times: number) => {
    const begun = performance.now();
    for (let n = 0; n < times; n += 1) work(text);
    return performance.now() - begun;
  };
  let least = Number.POSITIVE_INFINITY;
  // The machine does other things too: what is quadratic is so every time.
  for (let attempt = 0; attempt < 4 && least > TOO_SLOW; attempt += 1) {
    const inShort = measure(short, TIMES);
    least = Math.min(least, measure(long, 1) / inShort);
  }
  return least;
}
