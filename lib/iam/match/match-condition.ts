import {
  type AddressRange,
  type Condition,
  OPERATORS,
  type Operator,
  readAddressRange,
  readBool,
  readDate,
  readNumber,
  type Version,
} from "../language/index.ts";
import { valuesOf } from "./compiled.ts";
import { testsNothing, USUAL } from "./interpretation.ts";
import type { Lookup } from "./matches.ts";

function compare(operator: Operator, left: number, right: number): boolean {
  if (operator.endsWith("LessThan")) return left < right;
  if (operator.endsWith("LessThanEquals")) return left <= right;
  if (operator.endsWith("GreaterThan")) return left > right;
  if (operator.endsWith("GreaterThanEquals")) return left >= right;
  return left === right;
}

function both<T>(left: T | undefined, right: T | undefined, test: (left: T, right: T) => boolean): boolean {
  return left !== undefined && right !== undefined && test(left, right);
}

function inside(inner: AddressRange, outer: AddressRange): boolean {
  return inner.version === outer.version && inner.from >= outer.from && inner.to <= outer.to;
}

/** One value of the request against one value of the policy, with a negated operator read as its positive. */
function meets({ operator }: Condition, value: string, expected: string): boolean {
  switch (OPERATORS[operator].family) {
    case "number":
      return both(readNumber(value), readNumber(expected), (left, right) => compare(operator, left, right));
    case "date":
      return both(readDate(value), readDate(expected), (left, right) => compare(operator, left, right));
    case "bool":
      return both(readBool(value), readBool(expected), (left, right) => left === right);
    default:
      return both(readAddressRange(value), readAddressRange(expected), inside);
  }
}

function hits(condition: Condition, version: Version, value: string, lookup: Lookup): boolean {
  if (OPERATORS[condition.operator].family === "string") {
    return valuesOf(condition, version).isMatchedBy(value, lookup);
  }
  return condition.values.some(({ text }) => meets(condition, value, text));
}

/**
 * Whether a condition holds for the values of its key (none: the key is absent). Without a quantifier a positive
 * operator needs one value that matches, a negated one needs that none does.
 */
export function matchesCondition(
  condition: Condition,
  version: Version,
  values: string[],
  lookup: Lookup,
  interpretation = USUAL,
): boolean {
  if (testsNothing(condition, interpretation)) return true;
  const { negated } = OPERATORS[condition.operator];
  const isNull = condition.operator === "Null";
  const isEmpty = values.length === 1 && values[0] === "" && (condition.quantifier !== undefined || isNull);
  const isAbsent = values.length === 0 || (isEmpty && interpretation.emptyIsNone);
  if (isNull) return condition.values.some(({ text }) => readBool(text) === isAbsent);
  if (isAbsent) {
    if (condition.quantifier === "ForAllValues") return true;
    if (condition.ifExists) return condition.quantifier === undefined || interpretation.absentMeetsAny;
    return condition.quantifier === undefined && negated;
  }
  const hit = (value: string) => hits(condition, version, value, lookup);
  if (condition.quantifier === "ForAllValues") return values.every((value) => hit(value) !== negated);
  if (condition.quantifier === "ForAnyValue") return values.some((value) => hit(value) !== negated);
  return values.some(hit) !== negated;
}
