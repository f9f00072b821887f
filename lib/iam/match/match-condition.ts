import {
  type AddressRange,
  type Condition,
  OPERATORS,
  type Operator,
  readAddressRange,
  readBool,
  readBytes,
  readDate,
  readNumber,
  type Text,
  type Version,
} from "../language/index.ts";
import { valuesOf } from "./compiled.ts";
import { type Interpretation, testsNothing, USUAL } from "./interpretation.ts";
import type { Lookup } from "./matches.ts";

function compare(operator: Operator, left: number, right: number): boolean {
  if (operator.endsWith("LessThan")) return left < right;
  if (operator.endsWith("LessThanEquals")) return left <= right;
  if (operator.endsWith("GreaterThan")) return left > right;
  if (operator.endsWith("GreaterThanEquals")) return left >= right;
  return left === right;
}

function inside(inner: AddressRange, outer: AddressRange): boolean {
  return inner.version === outer.version && inner.from >= outer.from && inner.to <= outer.to;
}

/** Whether a value is one of those the policy names; undefined if its type differs. */
function isAmong<T>(
  values: readonly Text[],
  read: (text: string) => T | undefined,
  given: T | undefined,
  test: (given: T, expected: T) => boolean = (left, right) => left === right,
): boolean | undefined {
  if (given === undefined) return undefined;
  return values.some(({ text }) => {
    const expected = read(text);
    return expected !== undefined && test(given, expected);
  });
}

/** Reads a negated operator as its positive. */
function hits({ operator, values }: Condition, value: string, { boolsInAnyCase }: Interpretation): boolean | undefined {
  const compares = (left: number, right: number) => compare(operator, left, right);
  switch (OPERATORS[operator].family) {
    case "number":
      return isAmong(values, readNumber, readNumber(value), compares);
    case "date":
      return isAmong(values, readDate, readDate(value), compares);
    case "bool":
      return isAmong(values, readBool, boolsInAnyCase || value === value.toLowerCase() ? readBool(value) : undefined);
    case "binary":
      return isAmong(values, readBytes, readBytes(value));
    default:
      return isAmong(values, readAddressRange, readAddressRange(value), inside);
  }
}

/** Tests one value of the request against the values of a condition. */
function meets(condition: Condition, version: Version, value: string, lookup: Lookup, way: Interpretation): boolean {
  const { family, negated } = OPERATORS[condition.operator];
  if (family === "string") return valuesOf(condition, version).isMatchedBy(value, lookup) !== negated;
  const hit = hits(condition, value, way);
  return hit === undefined ? negated && way.otherTypeDiffers : hit !== negated;
}

/**
 * Whether a condition is met by the values of its key (none: the key is absent). Without a quantifier, a positive
 * operator needs one matching value, and a negated operator needs none to match.
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
  const meetsIt = (value: string) => meets(condition, version, value, lookup, interpretation);
  const needsAll = condition.quantifier === "ForAllValues" || (condition.quantifier === undefined && negated);
  return needsAll ? values.every(meetsIt) : values.some(meetsIt);
}
