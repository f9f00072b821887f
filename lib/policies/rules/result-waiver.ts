import type { RunResult } from "./compare-runs.ts";
import type { DocumentResult } from "./evaluate-documents.ts";

type Named = { id: number; name: string } | null;

/** Somebody's word that one result may stand until a day. */
export type ResultWaiver = {
  id: number;
  documentName: string;
  fingerprint: string;
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

/** What was said of a result: the waiver that holds, else the last one that ended. */
export function waiverOf<R extends DocumentResult>(
  { fingerprint, whole }: RunResult<R>,
  waivers: readonly ResultWaiver[],
): ResultWaiver | null {
  if (fingerprint === null) return null;
  const own = waivers.filter((one) => one.fingerprint === fingerprint && one.documentName === whole.documentName);
  // The newest that holds is the one that holds longest: a waiver is renewed for longer only.
  return own.findLast(({ active }) => active) ?? own.at(-1) ?? null;
}

/** Whether a result stands in the way today. */
export function blocksNow<R extends DocumentResult>(result: RunResult<R>, waivers: readonly ResultWaiver[]): boolean {
  return result.blocking && waiverOf(result, waivers)?.active !== true;
}
