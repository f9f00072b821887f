import type { Span } from "../language/index.ts";
import type { Witness } from "../match/index.ts";

/** PASS: proved. FAIL: shown by a request. UNKNOWN: neither, for the given cause; treat it like FAIL. */
export type Verdict = "PASS" | "FAIL" | "UNKNOWN";

export type Reason = {
  description: string;
  statementIndex: number;
  statementId?: string;
  span?: Span;
  /** A request that shows it, confirmed by `evaluate`; absent if the statement could not be decided. */
  witness?: Witness;
  sentence?: string;
};

export type CheckResult = { verdict: Verdict; message: string; reasons: Reason[]; cause?: string };
