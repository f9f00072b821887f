import type { RunResult } from "./compare-runs.ts";
import type { DocumentResult } from "./evaluate-documents.ts";

type Named = { id: number; name: string } | null;

/** Someone's word that one result may stand until a day; of the gate of the checks, that every result of a run may. */
export type ResultWaiver = {
  id: number;
  /** Null of a waiver of the gate. */
  documentName: string | null;
  fingerprint: string | null;
  reason: string;
  askedBy: Named;
  /** Why it was asked for. */
  askReason: string | null;
  approvedBy: Named;
  approvedAt: Date;
  /** The last day on which it holds, as YYYY-MM-DD. */
  expiresOn: string;
  /** When, by whom and why it was ended before that day. */
  endedAt: Date | null;
  endedBy: Named;
  endReason: string | null;
  /** It holds now. */
  active: boolean;
};

/** What was said of a result: the waiver of it that holds, else the one of the gate that does, else the last one that ended. */
export function waiverOf<R extends DocumentResult>(
  { fingerprint, whole, blocking }: RunResult<R>,
  waivers: readonly ResultWaiver[],
): ResultWaiver | null {
  const own = waivers.filter(
    (one) => fingerprint !== null && one.fingerprint === fingerprint && one.documentName === whole.documentName,
  );
  // The newest that holds is the one that holds longest: a waiver is renewed for longer only.
  const held = own.findLast(({ active }) => active) ?? (blocking ? waivers.find(isOfGate) : undefined);
  return held ?? own.at(-1) ?? null;
}

/** Whether a waiver lets the gate of the checks stand, and with it every result. */
export function isOfGate({ fingerprint }: ResultWaiver): boolean {
  return fingerprint === null;
}

/** Whether a result stands in the way today. */
export function blocksNow<R extends DocumentResult>(result: RunResult<R>, waivers: readonly ResultWaiver[]): boolean {
  return result.blocking && waiverOf(result, waivers)?.active !== true;
}
