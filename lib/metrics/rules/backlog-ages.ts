import { STATE_WORDS } from "#lib/reviews/rules/states.ts";
import type { BacklogAges } from "../output.ts";
import { TURN_LABELS } from "./turn-labels.ts";

/** The ages of a backlog in reading order, by state and then by whose turn it is, including empty ones. Seconds. */
export function ageLines({ byState, byTurn }: BacklogAges) {
  return [
    ...byState.map(({ state, ...ages }) => ({ by: "State" as const, of: STATE_WORDS[state], ...ages })),
    ...byTurn.map(({ turn, ...ages }) => ({ by: "Turn" as const, of: TURN_LABELS[turn], ...ages })),
  ];
}
