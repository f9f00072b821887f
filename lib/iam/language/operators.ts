import type { Operator, Quantifier } from "./policy.ts";

/** The type of an operator's values. Usually a single family tests each key. */
export type Family = "string" | "number" | "date" | "bool" | "binary" | "ip" | "null";

type OperatorFacts = {
  family: Family;
  negated: boolean;
  /** `*` and `?` in its values are wildcards. */
  wildcards: boolean;
  /** Policy variables are expanded in its values. */
  variables: boolean;
  ignoreCase: boolean;
  /** Compared colon field by colon field. */
  arn: boolean;
};

type Options = Partial<Omit<OperatorFacts, "family">>;

function facts(family: Family, options: Options = {}): OperatorFacts {
  return { family, negated: false, wildcards: false, variables: false, ignoreCase: false, arn: false, ...options };
}

const text = { variables: true };
const like = { variables: true, wildcards: true };
const arn = { variables: true, wildcards: true, arn: true };
const negated = true;

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
export const OPERATORS: Record<Operator, OperatorFacts> = {
  StringEquals: facts("string", text),
  StringNotEquals: facts("string", { ...text, negated }),
  StringEqualsIgnoreCase: facts("string", { ...text, ignoreCase: true }),
  StringNotEqualsIgnoreCase: facts("string", { ...text, ignoreCase: true, negated }),
  StringLike: facts("string", like),
  StringNotLike: facts("string", { ...like, negated }),
  NumericEquals: facts("number"),
  NumericNotEquals: facts("number", { negated }),
  NumericLessThan: facts("number"),
  NumericLessThanEquals: facts("number"),
  NumericGreaterThan: facts("number"),
  NumericGreaterThanEquals: facts("number"),
  DateEquals: facts("date"),
  DateNotEquals: facts("date", { negated }),
  DateLessThan: facts("date"),
  DateLessThanEquals: facts("date"),
  DateGreaterThan: facts("date"),
  DateGreaterThanEquals: facts("date"),
  Bool: facts("bool"),
  BinaryEquals: facts("binary"),
  IpAddress: facts("ip"),
  NotIpAddress: facts("ip", { negated }),
  ArnEquals: facts("string", arn),
  ArnLike: facts("string", arn),
  ArnNotEquals: facts("string", { ...arn, negated }),
  ArnNotLike: facts("string", { ...arn, negated }),
  Null: facts("null"),
};

const IN_SMALL_LETTERS = new Map(Object.keys(OPERATORS).map((name) => [name.toLowerCase(), name]));

export type ReadOperator = { operator: Operator; quantifier?: Quantifier; ifExists: boolean };

function isOperator(name: string): name is Operator {
  return Object.hasOwn(OPERATORS, name);
}

/** Reads `ForAnyValue:StringLikeIfExists`; a string gives the reason it is not an operator. */
export function readOperator(source: string): ReadOperator | string {
  const colon = source.indexOf(":");
  const prefix = colon < 0 ? undefined : source.slice(0, colon);
  if (prefix !== undefined && prefix !== "ForAllValues" && prefix !== "ForAnyValue") {
    return `${JSON.stringify(prefix)} is neither ForAllValues nor ForAnyValue`;
  }
  const rest = source.slice(colon + 1);
  const ifExists = rest.endsWith("IfExists");
  const name = ifExists ? rest.slice(0, -"IfExists".length) : rest;
  if (!isOperator(name)) {
    const near = IN_SMALL_LETTERS.get(name.toLowerCase());
    const hint = near === undefined ? "" : `: write ${near}`;
    return `${JSON.stringify(source)} is not a condition operator${hint}`;
  }
  if (name === "Null" && (ifExists || prefix !== undefined)) return "Null takes neither IfExists nor a quantifier";
  return prefix === undefined ? { operator: name, ifExists } : { operator: name, quantifier: prefix, ifExists };
}
