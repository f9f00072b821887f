/**
 * How much work one check may do. `steps` bounds it without a clock; with `now` (milliseconds) and `milliseconds` it
 * ends by time as well. Past a limit the verdict is UNKNOWN.
 */
export type Limits = { steps?: number; milliseconds?: number; now?: () => number };

const DEFAULT_STEPS = 6_000_000;
const STEPS_BETWEEN_LOOKS = 20_000;

/** Thrown where the work ends before the question is decided; caught by the check, which answers UNKNOWN. */
export class Undecided extends Error {}

/** Longer patterns with wildcards are not compared; an ARN has at most 2,048 characters. */
export const LONGEST_PATTERN = 4096;

/** What a search has at hand: the work left, and a character that no pattern of the check names. */
export type Work = { budget: Budget; fresh: string };

export class Budget {
  private left: number;
  private look: number;
  private late = false;
  private readonly now: (() => number) | undefined;
  private readonly deadline: number;

  constructor(limits: Limits = {}) {
    this.left = limits.steps ?? DEFAULT_STEPS;
    this.now = limits.now;
    this.deadline = limits.now === undefined ? 0 : limits.now() + (limits.milliseconds ?? 2000);
    this.look = this.left - STEPS_BETWEEN_LOOKS;
  }

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new Undecided("the policies need more steps to compare than the limit allows");
    if (this.now !== undefined && this.left <= this.look) {
      this.look = this.left - STEPS_BETWEEN_LOOKS;
      this.late = this.now() > this.deadline;
    }
    if (this.late) throw new Undecided("the policies need more time to compare than the limit allows");
  }
}
