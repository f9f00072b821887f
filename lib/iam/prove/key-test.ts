import {
  type AddressRange,
  type Condition,
  type Family,
  makePattern,
  OPERATORS,
  type Operator,
  readAddressRange,
  readBool,
  readBytes,
  readDate,
  readNumber,
  type Token,
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
  bytes?: string;
  address?: { version: 4 | 6; value: bigint };
};

/** One prepared condition. It is true for a set of values if all, or any, of them hit (negated: do not hit). */
export type KeyTest = {
  id: string;
  /** The id without the values. */
  kind: string;
  key: string;
  family: Family;
  whenAbsent: boolean;
  /** The result for one empty text, if the test treats it as no value. */
  whenEmpty?: boolean;
  /** Set for Null, which tests nothing else. */
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
  bytes: string[];
  boolsInAnyCase: boolean;
  /** The result for a value of another family. */
  whenOtherType: boolean;
};

function read<T>(condition: Condition, reader: (text: string) => T | undefined): T[] {
  return condition.values.flatMap(({ text }) => {
    const value = reader(text);
    return value === undefined ? [] : [value];
  });
}

/** Whether a condition is true if its key is missing. */
function absentTruth({ quantifier, ifExists, operator }: Condition, { absentMeetsAny }: Interpretation): boolean {
  if (quantifier === "ForAllValues") return true;
  if (ifExists) return quantifier === undefined || absentMeetsAny;
  return quantifier === undefined && OPERATORS[operator].negated;
}

/** Prepares a condition of a policy with this version. */
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
    bytes: family === "binary" ? read(condition, readBytes) : [],
    boolsInAnyCase: interpretation.boolsInAnyCase,
    whenOtherType: negated && interpretation.otherTypeDiffers,
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

/** The same test with other texts. */
export function withText(test: KeyTest, text: StringTest): KeyTest {
  return { ...test, id: test.kind + text.id, text };
}

/** Converts a boolean test to a test of the text it is written in. */
export function boolAsText(test: KeyTest): KeyTest {
  if (test.family !== "bool") return test;
  const patterns = test.bools.map((bool) => {
    const tokens = Array.from(String(bool), (char): Token => ({ kind: "char", char }));
    return makePattern(tokens, { ignoreCase: test.boolsInAnyCase });
  });
  return { ...test, family: "string", text: stringTest(patterns, false) };
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

/** Whether a value is one of those the test names; undefined if its type differs. */
function hits({ family, operator, numbers, bools, bytes, ranges }: KeyTest, scalar: Scalar): boolean | undefined {
  const { address } = scalar;
  if (family === "bool") return scalar.bool === undefined ? undefined : bools.includes(scalar.bool);
  if (family === "binary") return scalar.bytes === undefined ? undefined : bytes.includes(scalar.bytes);
  if (family === "ip") {
    if (address === undefined) return undefined;
    return ranges.some(
      ({ version, from, to }) => version === address.version && from <= address.value && address.value <= to,
    );
  }
  const measure = family === "date" ? scalar.date : scalar.number;
  return measure === undefined ? undefined : numbers.some((bound) => compares(operator, measure, bound));
}

/** Whether one value meets the test, including negation. Text tests are not decided here. */
export function scalarMeets(test: KeyTest, scalar: Scalar): boolean {
  const hit = hits(test, scalar);
  return hit === undefined ? test.whenOtherType : hit !== test.negated;
}
