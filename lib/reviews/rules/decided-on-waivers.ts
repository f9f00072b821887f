import { counted } from "#lib/words.ts";

type Seen = { id: number; expiresOn: string };

/**
 * The waivers a decision was based on and records: waivers of results, waivers of gates, and findings whose risk is
 * accepted.
 */
export type WaiversSeen = { waivers: Seen[]; gateWaivers: Seen[]; acceptedRisks: Seen[] };

/** The keys under which a decision records its waivers. In SQL: `decisionFacts`. */
export const WAIVER_LISTS = ["waivers", "gateWaivers", "acceptedRisks"] as const satisfies (keyof WaiversSeen)[];

/** The ids recorded with a decision. Older decisions recorded no risks. */
export function idsSeen(seen: Record<string, unknown>): Record<keyof WaiversSeen, number[]> {
  const ids = (list: unknown) => (Array.isArray(list) ? (list as { id: number }[]).map(({ id }) => id) : []);
  return {
    waivers: ids(seen.waivers),
    gateWaivers: ids(seen.gateWaivers),
    acceptedRisks: ids(seen.acceptedRisks),
  };
}

/** The gates that were waived when the decision was made. */
export function gatesWaivedBy(seen: Record<string, unknown>): string[] {
  const gates = (Array.isArray(seen.gates) ? seen.gates : []) as { id: string; state: string }[];
  return gates.filter(({ state }) => state === "waived").map(({ id }) => id);
}

/** Suffix for a decision's description; empty if the decision relied on no waivers. */
export function onWaiverWords(count: number): string {
  return count === 0 ? "" : ` on ${counted(count, "waiver")}`;
}

/** How many waivers the decision relied on. */
export function waiverCount(seen: Record<string, unknown>): number {
  return Object.values(idsSeen(seen)).flat().length;
}
