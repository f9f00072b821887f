import { giveRefusal } from "#lib/exceptions/rules.ts";
import { againWords, GATE_WORDS, type Gate, type GateId, isOfDecision, waivable } from "#lib/reviews/rules/gates.ts";

type Asks = readonly { gate: string | null; askedBy: { id: number } }[];

/** Gates that can be waived and for which this person has not requested a waiver. */
export function askedNotBy(me: number, gates: readonly Gate[], asks: Asks): Gate[] {
  const own = asks.filter(({ askedBy }) => askedBy.id === me);
  return waivable(gates).filter(({ id }) => !own.some(({ gate }) => gate === id));
}

/** Gates someone else requested a waiver for; requesters may not grant their own. */
export function waivedBy(me: number, gates: readonly Gate[], asks: Asks): Gate[] {
  return waivable(gates).filter(({ id }) => giveRefusal(askedByIds(id, asks), me) === null);
}

/** Why this person may grant none of the waivers, as given for the first requested gate; null if they may grant one. */
export function notGivenBy(me: number, gates: readonly Gate[], asks: Asks): string | null {
  if (waivedBy(me, gates, asks).length > 0) return null;
  const asked = waivable(gates).map(({ id }) => askedByIds(id, asks));
  return giveRefusal(asked.find((ids) => ids.length > 0) ?? [], me);
}

function askedByIds(id: string, asks: Asks): number[] {
  return asks.filter(({ gate }) => gate === id).map(({ askedBy }) => askedBy.id);
}

/** What these gates block once their waivers end. */
export function endedWords(gates: readonly GateId[]): string {
  const said = gates.every(isOfDecision) ? [] : ["An unmet gate blocks again immediately, including the launch."];
  const decided = gates.filter(isOfDecision).map((id) => `“${GATE_WORDS[id]}” ${againWords(id)}.`);
  return [...said, ...decided].join(" ");
}
