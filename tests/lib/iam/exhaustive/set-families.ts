import type { Comparison, Size } from "./family.ts";
import type { PlainConditions } from "./plain-policy.ts";
import { atMostOne, atMostTwo } from "./request-grid.ts";
import * as s from "./shapes.ts";

const QUANTIFIERS = ["", "ForAllValues:", "ForAnyValue:"];
const TEXT = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotLike"];

/** Keys with several values, absent keys, and two tests of one key. */
export function setFamilies(size: Size): Comparison[] {
  return [quantified(size), quantifiedVariables(size), quantifiedTwice(size), testedTwice(size), withoutValues(size)];
}

function quantify(operators: string[]): string[] {
  return QUANTIFIERS.flatMap((quantifier) => operators.map((operator) => quantifier + operator));
}

/** Every set operator, with and without IfExists, on values and lists of values. */
function quantified(size: Size): Comparison {
  const operators = quantify(s.withIfExists(size === "small" ? TEXT : [...TEXT, "StringNotEqualsIgnoreCase"]));
  const lists = size === "small" ? [["a", "b"]] : [["a"], ["A"], ["a", "A"], ["a", "b"], ["a*"], ["*"], []];
  const conditions = operators.flatMap((operator) => lists.map((values) => s.test(operator, s.PREFIX, ...values)));
  const presence = s.tests(["Null"], s.PREFIX, ["true", "false"]);
  return {
    name: "set operators",
    policies: s.allowedAndDenied(s.conditioned([{}], [...conditions, ...presence])),
    grid: { keys: { [s.PREFIX]: atMostTwo(["a", "A", "b", "aa", "*"]) } },
  };
}

/** Set operators against a variable. */
function quantifiedVariables(size: Size): Comparison {
  const operators = size === "small" ? TEXT.slice(0, 4) : s.withIfExists(TEXT);
  const values = size === "small" ? ["a", s.K] : ["a", s.K, `${s.K}*`];
  const conditions = s.tests(quantify(operators), s.PREFIX, values);
  const lists = quantify(operators).map((operator) => s.test(operator, s.PREFIX, "A", s.K));
  const pins = [{}, s.test("StringEquals", s.USER, "a")];
  const presence = [s.test("Null", s.PREFIX, "false"), s.test("Null", s.USER, "false")];
  const tested = size === "small" ? [...conditions, ...presence] : s.eachWith([...conditions, ...lists], pins);
  return {
    name: "set operators against variables",
    policies: s.allowedAndDenied(s.conditioned([{}], tested)),
    grid: {
      keys: {
        [s.PREFIX]: atMostTwo(["a", "A", "b", "aa"]),
        [s.USER]: atMostOne(["a", "A", "b", "*"]),
      },
    },
  };
}

/** Two tests of a key that holds several values. */
function quantifiedTwice(size: Size): Comparison {
  const operators = QUANTIFIERS.slice(1).flatMap((quantifier) =>
    ["StringEquals", "StringNotEquals", ...(size === "small" ? [] : ["StringLikeIfExists"])].map(
      (operator) => quantifier + operator,
    ),
  );
  const tested = [
    ...s.tests(operators, s.PREFIX, size === "small" ? ["a"] : ["a", "A", "?"]),
    ...s.tests(["Null"], s.PREFIX, ["true", "false"]),
  ];
  return {
    name: "two set operators on one key",
    policies: s.allowedAndDenied(s.conditioned([{}], choices(tested))),
    grid: { keys: { [s.PREFIX]: atMostTwo(["a", "A", "b", "aa"]) } },
  };
}

/** Two operators on a key with one value. */
function testedTwice(size: Size): Comparison {
  const operators = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotLike"];
  const tested = [
    ...s.tests(size === "small" ? operators : s.withIfExists(operators), s.PREFIX, ["a"]),
    s.test("StringLike", s.PREFIX, "a*"),
    ...s.tests(["StringNotLike", "StringNotLikeIfExists"], s.PREFIX, size === "small" ? [] : ["a*", "?"]),
    ...s.tests(["Null"], s.PREFIX, ["true", "false"]),
  ];
  return {
    name: "two operators on one key",
    policies: s.allowedAndDenied(s.conditioned([{}], choices(tested))),
    grid: { keys: { [s.PREFIX]: atMostOne(s.sequences(["a", "A", "*"], 2, 0)) } },
  };
}

/** Operators without values, beside others of the key and of another one. */
function withoutValues(size: Size): Comparison {
  const text = quantify(s.withIfExists(size === "small" ? ["StringEquals"] : TEXT));
  const operators = [...text, "StringNotEquals", "Null", "NumericLessThan", "ForAnyValue:StringNotEquals"];
  const tested = [
    ...operators.map((operator) => s.test(operator, s.PREFIX)),
    ...s.tests(["StringEquals", "StringNotEquals", "ForAnyValue:StringLike"], s.PREFIX, ["a"]),
    s.test("Null", s.PREFIX, "true"),
  ];
  const others = [{}, s.test("StringEquals", s.USER, "a")];
  return {
    name: "operators without values",
    policies: s.allowedAndDenied(s.conditioned([{}], s.eachWith(others, tested))),
    grid: { keys: { [s.PREFIX]: atMostTwo(["a", "b"]), [s.USER]: atMostOne(["a", "b"]) } },
  };
}

/** Each alone, and each pair that JSON can say. */
function choices(tested: PlainConditions[]): PlainConditions[] {
  return [...tested, ...tested.flatMap((one, at) => s.eachWith([one], tested.slice(at + 1)))];
}
