import { plainAddress } from "./plain-address.ts";
import { expand, expandFields, fieldsOf, matchesArn, matchesGlob, valuesOf } from "./plain-pattern.ts";
import type { PlainRequest, Reading } from "./plain-policy.ts";

/** `variables`: whether the policy's version has them. */
export type Scope = { request: PlainRequest; variables: boolean; reading: Reading };

type Test = (wanted: string, given: string, scope: Scope) => boolean;

const text: Test = (wanted, given, scope) => textOf(wanted, scope) === given;
const textIgnoringCase: Test = (wanted, given, scope) => textOf(wanted, scope)?.toLowerCase() === given.toLowerCase();
const like: Test = (wanted, given, scope) => {
  const pattern = patternOf(wanted, scope);
  return pattern !== undefined && matchesGlob(pattern, given);
};
const arn: Test = (wanted, given, scope) => {
  const fields = arnFieldsOf(wanted, scope);
  const isArn = given.split(":").length >= 6 || !scope.reading.wholeArns;
  return fields !== undefined && isArn && matchesArn(fields, given);
};

function textOf(wanted: string, { variables, request }: Scope): string | undefined {
  return expand(wanted, { wildcards: false, variables, context: request.context })?.join("");
}

function patternOf(wanted: string, { variables, request }: Scope) {
  return expand(wanted, { wildcards: true, variables, context: request.context });
}

function ordered(read: (text: string) => number, holds: (given: number, wanted: number) => boolean): Test {
  return (wanted, given) => holds(read(given), read(wanted));
}

/** NaN for what is no number: it is neither equal, less nor greater. */
function numberOf(value: string): number {
  return /^[+-]?\d+(\.\d*)?$/.test(value) ? Number(value) : Number.NaN;
}

function instantOf(value: string): number {
  if (/^\d{5,}$/.test(value)) return Number(value) * 1000;
  return /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
}

function isBase64(value: string): boolean {
  return value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
}

const POSITIVE: Record<string, Test> = {
  StringEquals: text,
  StringEqualsIgnoreCase: textIgnoringCase,
  StringLike: like,
  ArnEquals: arn,
  ArnLike: arn,
  NumericEquals: ordered(numberOf, (given, wanted) => given === wanted),
  NumericLessThan: ordered(numberOf, (given, wanted) => given < wanted),
  NumericLessThanEquals: ordered(numberOf, (given, wanted) => given <= wanted),
  NumericGreaterThan: ordered(numberOf, (given, wanted) => given > wanted),
  NumericGreaterThanEquals: ordered(numberOf, (given, wanted) => given >= wanted),
  DateEquals: ordered(instantOf, (given, wanted) => given === wanted),
  DateLessThan: ordered(instantOf, (given, wanted) => given < wanted),
  DateLessThanEquals: ordered(instantOf, (given, wanted) => given <= wanted),
  DateGreaterThan: ordered(instantOf, (given, wanted) => given > wanted),
  DateGreaterThanEquals: ordered(instantOf, (given, wanted) => given >= wanted),
  Bool: (wanted, given, { reading }) => (reading.anyCase ? given.toLowerCase() : given) === wanted.toLowerCase(),
  BinaryEquals: (wanted, given, { reading }) =>
    reading.encoded ? isBase64(given) && atob(given) === atob(wanted) : given === atob(wanted),
  IpAddress: (wanted, given) => plainAddress(given)?.isIn(wanted) ?? false,
};

const NEGATED: Record<string, string> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
  NotIpAddress: "IpAddress",
};

/** Can the negated operator compare the value? Text can always be compared. */
const COMPARABLE: Record<string, (value: string) => boolean> = {
  NumericNotEquals: (value) => !Number.isNaN(numberOf(value)),
  DateNotEquals: (value) => !Number.isNaN(instantOf(value)),
  NotIpAddress: (value) => plainAddress(value) !== undefined,
};

function arnFieldsOf(wanted: string, scope: Scope) {
  const { variables, request, reading } = scope;
  if (reading.fieldsFirst) return expandFields(wanted, { wildcards: true, variables, context: request.context });
  const pattern = patternOf(wanted, scope);
  return pattern === undefined ? undefined : fieldsOf(pattern);
}

export type PlainCondition = { operator: string; key: string; wanted: string[] };

/** Does one operator on one key hold? */
export function holds(condition: PlainCondition, scope: Scope): boolean {
  const [, quantifier, name = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(condition.operator) ?? [];
  if (condition.wanted.length === 0 && !scope.reading.listsNeeded) return true;
  const given = valuesOf(condition.key, scope.request.context);
  if (name === "Null") return condition.wanted.some((value) => (value === "true") === (given.length === 0));

  const negated = name in NEGATED;
  const test = POSITIVE[NEGATED[name] ?? name];
  if (test === undefined) throw new Error(`No operator ${name}`);
  if (given.length === 0) {
    if (quantifier === "ForAllValues") return true;
    if (quantifier === "ForAnyValue") return ifExists !== undefined && scope.reading.anyIfExists;
    return ifExists !== undefined || negated;
  }
  const matches = (value: string) => condition.wanted.some((wanted) => test(wanted, value, scope));
  const meets = (value: string) => {
    const isComparable = COMPARABLE[name]?.(value) ?? true;
    return isComparable ? matches(value) !== negated : scope.reading.othersDiffer;
  };
  const needsAll = quantifier === "ForAllValues" || (quantifier === undefined && negated);
  return needsAll ? given.every(meets) : given.some(meets);
}
