import { counted } from "#lib/words.ts";

type Seen = { id: number; expiresOn: string };

/** What a decision was made on, as it keeps it: waivers of results, waivers of gates, and findings whose risk is accepted. */
export type WaiversSeen = { waivers: Seen[]; gateWaivers: Seen[]; acceptedRisks: Seen[] };

/** Where a decision keeps them. In SQL: `decisionFacts`. */
export const WAIVER_LISTS = ["waivers", "gateWaivers", "acceptedRisks"] as const satisfies (keyof WaiversSeen)[];

/** The ids of what a decision was made on; those of before kept no risks. */
export function idsSeen(seen: Record<string, unknown>): Record<keyof WaiversSeen, number[]> {
  const ids = (list: unknown) => (Array.isArray(list) ? (list as { id: number }[]).map(({ id }) => id) : []);
  return {
    waivers: ids(seen.waivers),
    gateWaivers: ids(seen.gateWaivers),
    acceptedRisks: ids(seen.acceptedRisks),
  };
}

/** The gates that a waiver let pass where a decision saw them. */
export function gatesWaivedBy(seen: Record<string, unknown>): string[] {
  const gates = (Array.isArray(seen.gates) ? seen.gates : []) as { id: string; state: string }[];
  return gates.filter(({ state }) => state === "waived").map(({ id }) => id);
}

/** That a decision was made on so many waivers, after the words of what it was; nothing where it was made on none. */
export function onWaiverWords(count: number): string {
  return count === 0 ? "" : ` on ${counted(count, "waiver")}`;
}

/** How many waivers a decision that saw this was made on. */
export function waiverCount(seen: Record<string, unknown>): number {
  return Object.values(idsSeen(seen)).flat().length;
}
