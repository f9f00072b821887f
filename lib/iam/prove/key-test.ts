import {
  type AddressRange,
  type Condition,
  type Family,
  OPERATORS,
  type Operator,
  readAddressRange,
  readBool,
  readDate,
  readNumber,
  type Version,
} from "../language/index.ts";
import { type Interpretation, USUAL, valuesOf } from "../match/index.ts";
import { type StringTest, stringTest } from "./string-test.ts";

/** A value of a condition key that is not compared as text. */
export type Scalar = {
  text: string;
  number?: number;
  date?: number;
  bool?: boolean;
  address?: { version: 4 | 6; value: bigint };
};

/** One condition, prepared. It holds for a set of values when all of them, or any, are hit (negated: are not hit). */
export type KeyTest = {
  id: string;
  /** The id without the values. */
  kind: string;
  key: string;
  family: Family;
  whenAbsent: boolean;
  /** What it is for one empty text, where that is no value to it. */
  whenEmpty?: boolean;
  /** Set for Null, which looks at nothing else. */
  whenPresent?: boolean;
  over: "all" | "any";
  quantified: boolean;
  negated: boolean;
  operator: Operator;
  /** Family string: the values as a positive test. */
  text: StringTest;
  numbers: number[];
  ranges: AddressRange[];
  bools: boolean[];
};

function read<T>(condition: Condition, reader: (text: string) => T | undefined): T[] {
  return condition.values.flatMap(({ text }) => {
    const value = reader(text);
    return value === undefined ? [] : [value];
  });
}

/** Whether a condition holds where its key is missing. */
export function absentTruth(
  { quantifier, ifExists, operator }: Condition,
  { absentMeetsAny }: Interpretation,
): boolean {
  if (quantifier === "ForAllValues") return true;
  if (ifExists) return quantifier === undefined || absentMeetsAny;
  return quantifier === undefined && OPERATORS[operator].negated;
}

/** Prepares a condition of a policy of this version. */
export function keyTest(condition: Condition, version: Version, interpretation = USUAL): KeyTest {
  const { operator, quantifier, ifExists } = condition;
  const { family, negated } = OPERATORS[operator];
  const key = condition.key.toLowerCase();
  const isText = family === "string";
  const text = stringTest(isText ? valuesOf(condition, version).patterns : [], false);
  const numbers =
    family === "number" ? read(condition, readNumber) : family === "date" ? read(condition, readDate) : [];
  const values = isText ? text.id : JSON.stringify(condition.values.map((value) => value.text).sort());
  const kind = JSON.stringify([key, quantifier ?? "", isText ? `string${negated}` : operator, ifExists]);
  const test: KeyTest = {
    id: kind + values,
    kind,
    key,
    family,
    whenAbsent: absentTruth(condition, interpretation),
    over: quantifier === "ForAllValues" || (quantifier === undefined && negated) ? "all" : "any",
    quantified: quantifier !== undefined,
    negated,
    operator,
    text,
    numbers,
    ranges: family === "ip" ? read(condition, readAddressRange) : [],
    bools: family === "bool" || family === "null" ? read(condition, readBool) : [],
  };
  const isNone = interpretation.emptyIsNone && (quantifier !== undefined || family === "null");
  const absent = family === "null" ? test.bools.includes(true) : test.whenAbsent;
  return {
    ...test,
    whenAbsent: absent,
    ...(isNone && { whenEmpty: absent }),
    ...(family === "null" && { whenPresent: test.bools.includes(false) }),
  };
}

/** The same test of other texts. */
export function withText(test: KeyTest, text: StringTest): KeyTest {
  return { ...test, id: test.kind + text.id, text };
}

function compares(operator: Operator, value: number, bound: number): boolean {
  switch (operator) {
    case "NumericLessThan":
    case "DateLessThan":
      return value < bound;
    case "NumericLessThanEquals":
    case "DateLessThanEquals":
      return value <= bound;
    case "NumericGreaterThan":
    case "DateGreaterThan":
      return value > bound;
    case "NumericGreaterThanEquals":
    case "DateGreaterThanEquals":
      return value >= bound;
    default:
      return value === bound;
  }
}

/** Whether one value meets the test, negation included. Text tests are not decided here. */
export function scalarMeets(test: KeyTest, scalar: Scalar): boolean {
  const measure = test.family === "date" ? scalar.date : scalar.number;
  const { address } = scalar;
  const hit =
    (measure !== undefined && test.numbers.some((bound) => compares(test.operator, measure, bound))) ||
    (test.family === "bool" && scalar.bool !== undefined && test.bools.includes(scalar.bool)) ||
    (address !== undefined &&
      test.ranges.some(
        ({ version, from, to }) => version === address.version && from <= address.value && address.value <= to,
      ));
  return hit !== test.negated;
}
