import type { Span } from "./language/index.ts";

/** PASS: proved. FAIL: shown by a request. UNKNOWN: neither, for the cause given; treat it like FAIL. */
export type Verdict = "PASS" | "FAIL" | "UNKNOWN";

/**
 * Who makes a request. `Attached` is whoever an identity policy is attached to. `value` of an AWS principal is an ARN
 * (user, role, role session, …) or a unique id; `account` is the account it belongs to.
 */
export type RequestPrincipal =
  | { kind: "Anonymous" }
  | { kind: "Attached" }
  | { kind: "AWS"; value: string; account: string }
  | { kind: "Service" | "Federated" | "CanonicalUser"; value: string };

/** One concrete request. A context key with no values is absent from the request; names of keys and actions ignore case. */
export type Witness = {
  principal: RequestPrincipal;
  action: string;
  resource: string;
  context: Record<string, string[]>;
};

export type Reason = {
  description: string;
  statementIndex: number;
  statementId?: string;
  span?: Span;
  /** A request that shows it, checked by `evaluate`; absent where the statement could not be decided. */
  witness?: Witness;
  sentence?: string;
};

export type CheckResult = { verdict: Verdict; message: string; reasons: Reason[]; cause?: string };
