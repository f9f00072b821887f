import type { HeldDays } from "#lib/exceptions/rules.ts";
import { type FindingState, isOpenFinding } from "#lib/findings/rules.ts";

/** An action on a finding on one day: it was settled, or accepting its risk until a date was recommended. */
export type FindingAct = { at: Date; on: string; state?: FindingState; endsOn?: string };

/** `openAt`: when the finding was reopened; null if it was not, or only after its last day had passed. */
type SettledDays = HeldDays & { openAt: Date | null };

/**
 * The days on which a finding blocked nobody, until it was reopened. `acts` are in time order. Without a
 * recommendation, only the finding itself knows the date; once the acceptance has ended, its own day is known.
 */
export function daysSettled(acts: readonly FindingAct[], acceptedUntil: string | null): SettledDays[] {
  return acts.flatMap(({ on, state }, at) => {
    if (state === undefined || isOpenFinding(state)) return [];
    const next = acts.slice(at + 1).find((act) => act.state !== undefined);
    const recommended = acts.slice(0, at).findLast((act) => act.endsOn !== undefined);
    const known = state === "accepted" ? (recommended?.endsOn ?? (next ? null : acceptedUntil)) : null;
    const ends = [next?.on, state === "accepted" ? (known ?? on) : undefined];
    const until = ends.filter((day) => day !== undefined).sort()[0] ?? null;
    const isOver = known !== null && next !== undefined && known < next.on;
    return { from: on, until, openAt: isOver ? null : (next?.at ?? null) };
  });
}
