import type { Comparison, Size } from "./family.ts";
import type { PlainConditions } from "./plain-policy.ts";
import { atMostOne } from "./request-grid.ts";
import * as s from "./shapes.ts";

/** Policy variables: in resources, in values, next to each other, with a default, and pinned by other conditions. */
export function variableFamilies(size: Size): Comparison[] {
  return [inResources(size), inValues(size), withDefaults(size), pinned(size), chained(size)];
}

function inResources(size: Size): Comparison {
  const few = ["a", "*", s.K, s.M];
  const texts = size === "small" ? s.sequences(few, 2) : s.sequences([...few, s.orElse("a")], 3);
  const more = size === "small" ? ["?", s.orElse("a")] : s.sequences(["A", "?", s.K], 2);
  return {
    name: "variables in resources",
    policies: s.resources([...texts, ...more]).map((part) => s.policy(s.allow(part))),
    grid: {
      resources: [...s.sequences(["a", "A", "*"], 2), "aaa", "aA*", "aaaa"].map(s.arn),
      keys: {
        [s.USER]: atMostOne(s.sequences(["a", "A"], 2, 0)),
        [s.TAG]: atMostOne(s.sequences(["a", "A"], 1, 0)),
      },
    },
  };
}

const TEXT = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
];

function inValues(size: Size): Comparison {
  const all = s.sequences(["a", "*", s.K, s.orElse("a")], 2);
  const nulls = [s.PREFIX, s.USER].flatMap((key) => s.tests(["Null"], key, ["true", "false"]));
  const few = [...s.tests(TEXT, s.PREFIX, ["a", `${s.K}*`]), ...s.tests(s.withIfExists(TEXT), s.PREFIX, [s.K])];
  const conditions = [...nulls, ...(size === "small" ? few : s.tests(s.withIfExists(TEXT), s.PREFIX, all))];
  return {
    name: "variables in values",
    policies: s.allowedAndDenied(s.conditioned([{}], conditions)),
    grid: {
      keys: {
        [s.PREFIX]: atMostOne(s.sequences(["a", "A", "*"], 2, 0)),
        [s.USER]: atMostOne(s.sequences(["a", "A", "*"], 2, 0)),
      },
    },
  };
}

/** `${key}` against `${key, 'default'}`, in resources and in values. */
function withDefaults(size: Size): Comparison {
  const few = [s.K, s.orElse("a"), s.orElse("A"), "a"];
  const texts = size === "small" ? few : [...few, s.orElse(""), `${s.orElse("a")}*`, `${s.orElse("a")}${s.K}`];
  const presence = [
    {},
    ...s.tests(["Null"], s.USER, ["true", "false"]),
    ...(size === "small" ? [] : [s.test("StringEquals", s.USER, "a")]),
  ];
  const operators = size === "small" ? ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase"] : TEXT;
  const onValues = s.conditioned([{}], s.eachWith(s.tests(operators, s.PREFIX, texts), presence));
  const onResources = s.conditioned(s.resources(texts), presence);
  return {
    name: "variables with a default",
    policies: [...onValues, ...onResources].map((part) => s.policy(s.allow(part))),
    grid: {
      resources: ["a", "A", "aa", "Aa", "b"].map(s.arn),
      keys: { [s.PREFIX]: atMostOne(["", "a", "A", "aa", "b"]), [s.USER]: atMostOne(["", "a", "A", "aa", "b"]) },
    },
  };
}

/** The key of a variable is tested too: in the same statement, for a resource and for a value. */
function pinned(size: Size): Comparison {
  const few = ["a", "a*", s.K];
  const texts = size === "small" ? few : [...few, "*", "A", `${s.K}*`];
  const places = texts.map((text) => ({ Resource: s.arn(text) }));
  const tested = [
    {},
    ...s.tests(["StringEquals", "StringEqualsIgnoreCase"], s.PREFIX, [s.K]),
    ...(size === "small" ? [] : s.tests(["StringLike", "StringNotEquals"], s.PREFIX, [s.K, `${s.K}*`])),
  ];
  const pins = [
    {},
    ...s.tests(["StringEquals", "StringEqualsIgnoreCase", "StringNotEquals", "StringEqualsIfExists"], s.USER, ["a"]),
    ...s.tests(["Null"], s.USER, ["true", "false"]),
    ...(size === "small" ? [] : [s.test("StringLike", s.USER, "a*"), s.test("StringEquals", s.USER, "a", "A")]),
  ];
  const parts = s.conditioned(places, s.eachWith(tested, pins));
  return {
    name: "variables pinned by a condition",
    policies: parts.map((part) => s.policy(s.allow(part))),
    grid: {
      resources: ["a", "A", "aa", "b"].map(s.arn),
      keys: {
        [s.PREFIX]: atMostOne(["", "a", "A", "aa", "b"]),
        [s.USER]: atMostOne(["", "a", "A", "aa", "b"]),
      },
    },
  };
}

/** Three keys that stand for one another, also in a circle. */
function chained(size: Size): Comparison {
  const keys = [s.PREFIX, s.USER, s.TAG];
  const operators = size === "small" ? ["StringEquals", "StringNotEquals"] : TEXT.slice(0, 3);
  const singles = keys.map((key) => {
    const others = keys.filter((other) => other !== key).map((other) => `\${${other}}`);
    return s.tests(operators, key, ["a", ...others]);
  });
  const [first = [], second = [], third = []] = singles;
  const chosen = (conditions: PlainConditions[]) => (size === "small" ? conditions.slice(0, 3) : conditions);
  const pairs = [
    ...s.eachWith(chosen(first), chosen(second)),
    ...s.eachWith(chosen(second), chosen(third)),
    ...s.eachWith(chosen(third), chosen(first)),
  ];
  const values = atMostOne(["a", "A", "b"]);
  return {
    name: "variables in a chain",
    policies: s.conditioned([{}], [...singles.flat(), ...pairs]).map((part) => s.policy(s.allow(part))),
    grid: { keys: { [s.PREFIX]: values, [s.USER]: values, [s.TAG]: values } },
  };
}
