/**
 * Who makes a request. `Attached` is the holder of an identity policy. An AWS principal's `value` is an ARN (user,
 * role, role session, …) or a unique id; `account` is its account. Other names: the user's or role's unique id, the
 * account's canonical id, and a federated session's user.
 */
export type RequestPrincipal =
  | { kind: "Anonymous" }
  | { kind: "Attached" }
  | { kind: "AWS"; value: string; account: string; uniqueId?: string; canonicalId?: string; user?: string }
  | { kind: "Service" | "Federated" | "CanonicalUser"; value: string };

/** One concrete request. A context key with no values is absent from the request; key and action names ignore case. */
export type Witness = {
  principal: RequestPrincipal;
  action: string;
  resource: string;
  context: Record<string, string[]>;
};
