import { conditionValueOf } from "./compiled.ts";
import { type AddressRange, readAddressRange, readBool, readDate, readNumber } from "./condition-values.ts";
import { type Lookup, matches } from "./matches.ts";
import { OPERATORS } from "./operators.ts";
import type { Condition, Operator, Text, Version } from "./policy.ts";

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
function meets(condition: Condition, version: Version, value: string, text: Text, lookup: Lookup): boolean {
  const { operator } = condition;
  const expected = text.text;
  switch (OPERATORS[operator].family) {
    case "number":
      return both(readNumber(value), readNumber(expected), (left, right) => compare(operator, left, right));
    case "date":
      return both(readDate(value), readDate(expected), (left, right) => compare(operator, left, right));
    case "bool":
      return both(readBool(value), readBool(expected), (left, right) => left === right);
    case "ip":
      return both(readAddressRange(value), readAddressRange(expected), inside);
    default:
      return matches(conditionValueOf(text, operator, version), value, lookup);
  }
}

/**
 * Whether a condition holds for the values of its key (none: the key is absent). Without a quantifier a positive
 * operator needs one value that matches, a negated one needs that none does.
 */
export function matchesCondition(condition: Condition, version: Version, values: string[], lookup: Lookup): boolean {
  const { negated } = OPERATORS[condition.operator];
  if (condition.operator === "Null")
    return condition.values.some(({ text }) => readBool(text) === (values.length === 0));
  if (values.length === 0) {
    if (condition.ifExists || condition.quantifier === "ForAllValues") return true;
    return condition.quantifier === undefined && negated;
  }
  const hit = (value: string) => condition.values.some((text) => meets(condition, version, value, text, lookup));
  if (condition.quantifier === "ForAllValues") return values.every((value) => hit(value) !== negated);
  if (condition.quantifier === "ForAnyValue") return values.some((value) => hit(value) !== negated);
  return values.some(hit) !== negated;
}
