import type { FieldProblem } from "#lib/errors.ts";
import {
  compareQuarters,
  lastQuarters,
  type Quarter,
  quarterBounds,
  quarterLabel,
  quarterOf,
  shiftQuarter,
} from "#lib/metrics/rules/quarter.ts";
import { dayWords } from "#lib/words.ts";
import { dayIn } from "#lib/zoned-time.ts";

/** How many finished quarters can still be reviewed; nobody remembers older ones. */
const REVIEWABLE = 8;

/** The current moment and the program's current day. */
export type Today = { now: Date; day: string; timeZone: string };

/** The finished quarters that can be reviewed, latest first. */
export function reviewableQuarters({ now, timeZone }: Omit<Today, "day">): Quarter[] {
  return lastQuarters(REVIEWABLE, shiftQuarter(quarterOf(now, timeZone), -1)).reverse();
}

/** Why this quarter cannot be reviewed on this day; empty if it can. */
export function openProblems(quarter: Quarter, heldOn: string, today: Today): FieldProblem[] {
  const problem = quarterProblem(quarter, today);
  return problem ? [{ path: ["quarter"], message: problem }] : heldOnProblems(quarter, heldOn, today);
}

function quarterProblem(quarter: Quarter, { now, timeZone }: Today): string | null {
  const running = compareQuarters(quarter, quarterOf(now, timeZone));
  if (running > 0) return `${quarterLabel(quarter)} has not begun, so there is nothing to review yet.`;
  if (running === 0) return `${quarterLabel(quarter)} is still in progress. Review it once it has ended.`;
  const oldest = reviewableQuarters({ now, timeZone }).at(-1);
  if (!oldest || compareQuarters(quarter, oldest) >= 0) return null;
  return `${quarterLabel(quarter)} is too long ago. Choose ${quarterLabel(oldest)} or a later quarter.`;
}

/** Reviews are held after the quarter ends, and only past meetings can be recorded. */
export function heldOnProblems(quarter: Quarter, heldOn: string, { day, timeZone }: Today): FieldProblem[] {
  const first = dayIn(quarterBounds(quarter, timeZone).end, timeZone);
  if (heldOn >= first && heldOn <= day) return [];
  return [{ path: ["heldOn"], message: `must be a day from ${dayWords(first)}, after the quarter, up to today` }];
}

/** Why this is not a valid decision for a review held on this day. It needs both an owner and a day, or neither. */
export function decisionProblems(
  { ownerId, dueOn }: { ownerId: number | null; dueOn: string | null },
  heldOn: string,
): FieldProblem[] {
  if (ownerId === null && dueOn !== null)
    return [{ path: ["ownerId"], message: "must be set when there is a due date" }];
  if (ownerId !== null && dueOn === null) return [{ path: ["dueOn"], message: "must be set when there is an owner" }];
  if (dueOn === null || dueOn >= heldOn) return [];
  return [{ path: ["dueOn"], message: `must be ${dayWords(heldOn)}, the day the review was held, or a later day` }];
}
