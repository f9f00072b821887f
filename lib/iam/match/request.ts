/**
 * Who makes a request. `Attached` is whoever an identity policy is attached to. `value` of an AWS principal is an ARN
 * (user, role, role session, …) or a unique id; `account` is the account it belongs to. It may have other names: the unique id of
 * the user or role, the canonical id of the account, and, of a federated session, the user that made it.
 */
export type RequestPrincipal =
  | { kind: "Anonymous" }
  | { kind: "Attached" }
  | { kind: "AWS"; value: string; account: string; uniqueId?: string; canonicalId?: string; user?: string }
  | { kind: "Service" | "Federated" | "CanonicalUser"; value: string };

/** One concrete request. A context key with no values is absent from the request; names of keys and actions ignore case. */
export type Witness = {
  principal: RequestPrincipal;
  action: string;
  resource: string;
  context: Record<string, string[]>;
};
