import { giveRefusal } from "#lib/exceptions/rules.ts";
import { againWords, GATE_WORDS, type Gate, type GateId, isOfDecision, waivable } from "#lib/reviews/rules/gates.ts";

type Asks = readonly { gate: string | null; askedBy: { id: number } }[];

/** The gates that a waiver could let pass, and for which this person has not asked. */
export function askedNotBy(me: number, gates: readonly Gate[], asks: Asks): Gate[] {
  const own = asks.filter(({ askedBy }) => askedBy.id === me);
  return waivable(gates).filter(({ id }) => !own.some(({ gate }) => gate === id));
}

/** Those for which someone has asked, and not this person: who asks does not give. */
export function waivedBy(me: number, gates: readonly Gate[], asks: Asks): Gate[] {
  return waivable(gates).filter(({ id }) => giveRefusal(askedByIds(id, asks), me) === null);
}

/** Why none of them is this person's to waive, in the words of the first one that is asked for; null where one is. */
export function notGivenBy(me: number, gates: readonly Gate[], asks: Asks): string | null {
  if (waivedBy(me, gates, asks).length > 0) return null;
  const asked = waivable(gates).map(({ id }) => askedByIds(id, asks));
  return giveRefusal(asked.find((ids) => ids.length > 0) ?? [], me);
}

function askedByIds(id: string, asks: Asks): number[] {
  return asks.filter(({ gate }) => gate === id).map(({ askedBy }) => askedBy.id);
}

/** What these gates block once nothing lets them pass any more. */
export function endedWords(gates: readonly GateId[]): string {
  const said = gates.every(isOfDecision) ? [] : ["An unmet gate blocks again immediately, including the launch."];
  const decided = gates.filter(isOfDecision).map((id) => `“${GATE_WORDS[id]}” ${againWords(id)}.`);
  return [...said, ...decided].join(" ");
}
