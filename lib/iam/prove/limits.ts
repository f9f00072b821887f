/**
 * The maximum work of one check, in steps; beyond it, the verdict is UNKNOWN. No clock is involved, so a busy machine
 * changes nothing.
 */
export type Limits = { steps?: number };

const DEFAULT_STEPS = 6_000_000;

/** Thrown if the work runs out before the question is decided. The check catches it and answers UNKNOWN. */
export class Undecided extends Error {}

/** Longer patterns with wildcards are not compared; an ARN has at most 2,048 characters. */
export const LONGEST_PATTERN = 4096;

/** The resources of a search: the remaining work. */
export type Work = { budget: Budget };

export class Budget {
  private left: number;

  constructor({ steps = DEFAULT_STEPS }: Limits = {}) {
    this.left = steps;
  }

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new Undecided("comparing the policies takes more steps than the limit allows");
  }

  /** A part of the remaining work, so that work without a result leaves something for later steps. */
  share(part: number): Budget {
    return new Budget({ steps: Math.max(0, Math.floor(this.left * part)) });
  }
}
