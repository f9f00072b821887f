import { type Gate, isWaivable } from "#lib/reviews/rules/gates.ts";

type Asks = readonly { gate: string | null; askedBy: { id: number } }[];

/** Gates that a waiver could let pass, or does until a day. */
export function waivable(gates: readonly Gate[]): Gate[] {
  return gates.filter(({ id, state }) => (state === "unmet" || state === "waived") && isWaivable(id));
}

/** Those of them for which this person has not asked. */
export function askedNotBy(me: number, gates: readonly Gate[], asks: Asks): Gate[] {
  const own = asks.filter(({ askedBy }) => askedBy.id === me);
  return waivable(gates).filter(({ id }) => !own.some(({ gate }) => gate === id));
}

/** Those of them for which somebody has asked, and not this person: who asks does not give. */
export function waivedBy(me: number, gates: readonly Gate[], asks: Asks): Gate[] {
  return askedNotBy(me, gates, asks).filter(({ id }) => asks.some(({ gate }) => gate === id));
}
