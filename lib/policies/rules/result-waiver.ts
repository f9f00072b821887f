import type { RunResult } from "./compare-runs.ts";
import type { DocumentResult } from "./evaluate-documents.ts";

type Named = { id: number; name: string } | null;

/** Someone's decision that one result may remain until a day; for the checks' gate, that every result of a run may. */
export type ResultWaiver = {
  id: number;
  /** Null for a waiver of the gate. */
  documentName: string | null;
  fingerprint: string | null;
  reason: string;
  askedBy: Named;
  /** The reason given for the request. */
  askReason: string | null;
  approvedBy: Named;
  approvedAt: Date;
  /** The last day on which it is valid, as YYYY-MM-DD. */
  expiresOn: string;
  /** When, by whom and why it was ended early. */
  endedAt: Date | null;
  endedBy: Named;
  endReason: string | null;
  /** Whether it is valid now. */
  active: boolean;
};

/** The waiver that applies to a result: its own valid one, else the gate's valid one, else the last one that ended. */
export function waiverOf<R extends DocumentResult>(
  { fingerprint, whole, blocking }: RunResult<R>,
  waivers: readonly ResultWaiver[],
): ResultWaiver | null {
  const own = waivers.filter(
    (one) => fingerprint !== null && one.fingerprint === fingerprint && one.documentName === whole.documentName,
  );
  // The newest valid waiver is valid longest, because a waiver can only be renewed for longer.
  const held = own.findLast(({ active }) => active) ?? (blocking ? waivers.find(isOfGate) : undefined);
  return held ?? own.at(-1) ?? null;
}

/** Whether a waiver covers the checks' gate, and so every result. */
export function isOfGate({ fingerprint }: ResultWaiver): boolean {
  return fingerprint === null;
}

/** Whether a result blocks today. */
export function blocksNow<R extends DocumentResult>(result: RunResult<R>, waivers: readonly ResultWaiver[]): boolean {
  return result.blocking && waiverOf(result, waivers)?.active !== true;
}
