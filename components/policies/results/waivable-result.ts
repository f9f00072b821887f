import { giveRefusal } from "#lib/exceptions/rules.ts";
import { isOfGate, type ResultWaiver } from "#lib/policies/rules/result-waiver.ts";

type About = { documentName: string | null; fingerprint: string | null };
type Ask = About & { askedBy: { id: number } };

/** The waiver requests for one result. */
export function asksAbout<A extends Ask>({ documentName, fingerprint }: About, asks: readonly A[]): A[] {
  if (fingerprint === null) return [];
  return asks.filter((ask) => ask.fingerprint === fingerprint && ask.documentName === documentName);
}

/**
 * What this person may request for a blocking result: a waiver, or a renewal of an active one. Null after their own
 * request, or when a gate waiver applies, which is renewed separately.
 */
export function askableOf(me: number, asks: readonly Ask[], waiver: ResultWaiver | null): "waiver" | "renewal" | null {
  if (asks.some(({ askedBy }) => askedBy.id === me) || (waiver !== null && isOfGate(waiver))) return null;
  return waiver?.active ? "renewal" : "waiver";
}

/** Whether this person may grant the requests; requesters may not grant their own. */
export function isGivenBy(me: number, asks: readonly Ask[]): boolean {
  const askedByIds = asks.map(({ askedBy }) => askedBy.id);
  return giveRefusal(askedByIds, me) === null;
}
