/** How much work one check may do, in steps: past it the verdict is UNKNOWN. No clock decides, so a busy machine changes nothing. */
export type Limits = { steps?: number };

const DEFAULT_STEPS = 6_000_000;

/** Thrown where the work ends before the question is decided; caught by the check, which answers UNKNOWN. */
export class Undecided extends Error {}

/** Longer patterns with wildcards are not compared; an ARN has at most 2,048 characters. */
export const LONGEST_PATTERN = 4096;

/** What a search has at hand: the work left. */
export type Work = { budget: Budget };

export class Budget {
  private left: number;

  constructor({ steps = DEFAULT_STEPS }: Limits = {}) {
    this.left = steps;
  }

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new Undecided("the policies need more steps to compare than the limit allows");
  }

  /** A part of what is left, so that work that may lead nowhere leaves something for what comes after it. */
  share(part: number): Budget {
    return new Budget({ steps: Math.max(0, Math.floor(this.left * part)) });
  }
}
