import type { HeldDays } from "#lib/exceptions/rules.ts";
import { type FindingState, isOpenFinding } from "#lib/findings/rules.ts";

/** What was done about a finding on a day: it was settled, or its risk recommended to be accepted until one. */
export type FindingAct = { at: Date; on: string; state?: FindingState; endsOn?: string };

/** `openAt`: when it was open again; null where it is not, or was once its last day was over. */
type SettledDays = HeldDays & { openAt: Date | null };

/**
 * Of what was done about a finding, in this order, the days on which it stood in nobody's way: until it was open again. Before a
 * risk was recommended first, only the finding says until when it is accepted: of one that came to an end, its own day is known.
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
