import type { Span } from "./source.ts";

export type PolicyType = "identity" | "resource" | "service_control" | "resource_control";
export type Effect = "Allow" | "Deny";
export type Version = "2008-10-17" | "2012-10-17";

/** A string of the policy and its place. */
export type Text = { text: string; span: Span };

/** Action or NotAction, Resource or NotResource: `negated` for the Not form. */
export type Patterns = { negated: boolean; patterns: Text[]; span: Span };

export type PrincipalKind = "AWS" | "Service" | "Federated" | "CanonicalUser";

/** `*` alone is `{ kind: "AWS", value: "*" }`; a bare account id and its root ARN are both kept as written. */
export type PrincipalEntry = { kind: PrincipalKind; value: string; span: Span };
export type Principals = { negated: boolean; entries: PrincipalEntry[]; span: Span };

export type Quantifier = "ForAllValues" | "ForAnyValue";

/** The operators, without quantifier and IfExists. */
export type Operator =
  | "StringEquals"
  | "StringNotEquals"
  | "StringEqualsIgnoreCase"
  | "StringNotEqualsIgnoreCase"
  | "StringLike"
  | "StringNotLike"
  | "NumericEquals"
  | "NumericNotEquals"
  | "NumericLessThan"
  | "NumericLessThanEquals"
  | "NumericGreaterThan"
  | "NumericGreaterThanEquals"
  | "DateEquals"
  | "DateNotEquals"
  | "DateLessThan"
  | "DateLessThanEquals"
  | "DateGreaterThan"
  | "DateGreaterThanEquals"
  | "Bool"
  | "BinaryEquals"
  | "IpAddress"
  | "NotIpAddress"
  | "ArnEquals"
  | "ArnLike"
  | "ArnNotEquals"
  | "ArnNotLike"
  | "Null";

/** One operator on one key. A statement's conditions are joined by AND, the values of one condition by OR. */
export type Condition = {
  operator: Operator;
  quantifier?: Quantifier;
  ifExists: boolean;
  /** As written; compare in lower case. */
  key: string;
  values: Text[];
  operatorSpan: Span;
  keySpan: Span;
};

export type Statement = {
  index: number;
  sid?: string;
  effect: Effect;
  actions: Patterns;
  /** Absent: every resource. */
  resources?: Patterns;
  /** Absent in identity policies. */
  principals?: Principals;
  conditions: Condition[];
  span: Span;
};

/** `version` is 2008-10-17 if the document names none; policy variables are then plain text. */
export type Policy = { version: Version; id?: string; statements: Statement[] };
