import { giveRefusal } from "#lib/exceptions/rules.ts";
import { isOfGate, type ResultWaiver } from "#lib/policies/rules/result-waiver.ts";

type About = { documentName: string | null; fingerprint: string | null };
type Ask = About & { askedBy: { id: number } };

/** The asks that one result may stand. */
export function asksAbout<A extends Ask>({ documentName, fingerprint }: About, asks: readonly A[]): A[] {
  if (fingerprint === null) return [];
  return asks.filter((ask) => ask.fingerprint === fingerprint && ask.documentName === documentName);
}

/**
 * What this person may ask for of a result that blocks: a waiver, or its renewal while it holds; null where they have asked, or where the
 * waiver of the gate lets it stand, which is renewed as such.
 */
export function askableOf(me: number, asks: readonly Ask[], waiver: ResultWaiver | null): "waiver" | "renewal" | null {
  if (asks.some(({ askedBy }) => askedBy.id === me) || (waiver !== null && isOfGate(waiver))) return null;
  return waiver?.active ? "renewal" : "waiver";
}

/** Whether this person may give what is asked for: who asks does not give. */
export function isGivenBy(me: number, asks: readonly Ask[]): boolean {
  const askedByIds = asks.map(({ askedBy }) => askedBy.id);
  return giveRefusal(askedByIds, me) === null;
}
