import type { Comparison, Size } from "./family.ts";
import type { PlainConditions, PlainPolicy, PlainStatement } from "./plain-policy.ts";
import { atMostOne } from "./request-grid.ts";
import * as s from "./shapes.ts";

/** What one statement does not cover, two may: beside each other in a policy, or in the list of one element. */
export function unionFamilies(size: Size): Comparison[] {
  return [twoAllows(size), twoResources(size), lists(size)];
}

/** Each alone, and each two as the Allows of one policy. */
function aloneAndTogether(parts: Partial<PlainStatement>[]): PlainPolicy[] {
  const allows = parts.map((part) => s.allow(part));
  const together = allows.flatMap((one, at) => allows.slice(at + 1).map((other) => s.policy(one, other)));
  return [...allows.map((one) => s.policy(one)), ...together];
}

function twoAllows(size: Size): Comparison {
  const operators = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"];
  const conditions = [
    ...s.tests(operators, s.PREFIX, size === "small" ? [s.K] : [s.K, s.orElse("a"), "a"]),
    ...s.tests(["StringEquals", "StringNotEquals"], s.USER, ["a"]),
    ...s.tests(["Null"], s.USER, ["true", "false"]),
    s.test("Null", s.PREFIX, "true"),
    ...(size === "small" ? [] : s.tests(["StringLike", "StringNotLike"], s.PREFIX, [`${s.K}*`])),
  ];
  return {
    name: "two statements together",
    policies: aloneAndTogether(s.conditioned([{}], conditions)),
    grid: {
      keys: { [s.PREFIX]: atMostOne(["", "a", "A", "b", "aa"]), [s.USER]: atMostOne(["", "a", "A", "b", "aa"]) },
    },
  };
}

function twoResources(size: Size): Comparison {
  const texts = ["a", s.K, `${s.K}*`, s.orElse("a"), ...(size === "small" ? [] : ["*", "a*", s.M])];
  const conditions = size === "small" ? [{}] : [{}, s.test("StringNotEquals", s.USER, "a")];
  return {
    name: "two resources together",
    policies: aloneAndTogether(s.conditioned(s.resources(texts), conditions)),
    grid: {
      resources: ["a", "A", "b", "aa", "ab", "*"].map(s.arn),
      keys: { [s.USER]: atMostOne(["", "a", "A", "b", "*"]), [s.TAG]: atMostOne(["a", "b"]) },
    },
  };
}

/** Lists of values: any of them, or for a negated operator none of them. */
function lists(size: Size): Comparison {
  const values = [["a"], [s.K], ["a", s.K], ["A", s.K], ["a", "A"], [s.K, s.M], [s.orElse("a"), "*"]];
  const operators = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotLike"];
  const some = size === "small" ? operators.slice(0, 3) : s.withIfExists(operators);
  const conditions = some.flatMap((operator) =>
    values.map((list): PlainConditions => s.test(operator, s.PREFIX, ...list)),
  );
  return {
    name: "lists of values",
    policies: s.allowedAndDenied(s.conditioned([{}], conditions)),
    grid: {
      keys: {
        [s.PREFIX]: atMostOne(["a", "A", "b", "aa", "*"]),
        [s.USER]: atMostOne(["a", "A", "b"]),
        [s.TAG]: atMostOne(["a", "A", "b"]),
      },
    },
  };
}
