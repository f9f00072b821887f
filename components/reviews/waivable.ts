import { type Gate, waivable } from "#lib/reviews/rules/gates.ts";
import { giveRefusal } from "#lib/reviews/rules/waiver.ts";

type Asks = readonly { gate: string | null; askedBy: { id: number } }[];

/** The gates that a waiver could let pass, and for which this person has not asked. */
export function askedNotBy(me: number, gates: readonly Gate[], asks: Asks): Gate[] {
  const own = asks.filter(({ askedBy }) => askedBy.id === me);
  return waivable(gates).filter(({ id }) => !own.some(({ gate }) => gate === id));
}

/** Those for which somebody has asked, and not this person: who asks does not give. */
export function waivedBy(me: number, gates: readonly Gate[], asks: Asks): Gate[] {
  const askedByIds = (id: string) => asks.filter(({ gate }) => gate === id).map(({ askedBy }) => askedBy.id);
  return waivable(gates).filter(({ id }) => giveRefusal(askedByIds(id), me) === null);
}
