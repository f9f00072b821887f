import type { Comparison, Size } from "./family.ts";
import type { PlainStatement } from "./plain-policy.ts";
import { atMostOne } from "./request-grid.ts";
import * as s from "./shapes.ts";

const NUMBER = "aws:PrincipalTag/n";

/** What reads like something else: text like variables and wildcards, names of keys in other case, text like numbers. */
export function literalFamilies(size: Size): Comparison[] {
  return [versions(), characters(size), names(), numbersAsText(size), resourceArns(size)];
}

/** Variables are plain text in policies of the version before. */
function versions(): Comparison {
  const parts = s.conditioned(s.resources(["a", s.K, `${s.K}*`]), [
    {},
    ...s.tests(["StringEquals", "StringNotEquals"], s.PREFIX, [s.K, "a"]),
  ]);
  return {
    name: "versions",
    policies: parts.flatMap((part) => [s.policy(s.allow(part)), { Statement: [s.allow(part)] }]),
    grid: {
      resources: ["a", "b", s.K, `${s.K}a`].map(s.arn),
      keys: { [s.PREFIX]: atMostOne(["a", "b", s.K]), [s.USER]: atMostOne(["a", "b", s.K]) },
    },
  };
}

/** `${*}`, `${?}` and `${$}` are characters; a variable's value is text, also where it holds a wildcard or a variable. */
function characters(size: Size): Comparison {
  const variable = `\${$}{${s.USER}}`;
  const values = ["*", `\${*}`, `\${?}`, "a?", `a\${*}`, s.K, variable, s.orElse("a")];
  const operators = ["StringEquals", "StringLike", "StringNotLike", "StringNotEquals"];
  const conditions = s.tests(size === "small" ? operators.slice(0, 3) : operators, s.PREFIX, values);
  return {
    name: "characters that are no wildcards",
    policies: s.allowedAndDenied(s.conditioned([{}], conditions)),
    grid: {
      keys: {
        [s.PREFIX]: atMostOne(["", "a", "*", "?", "a*", "ab", "$", s.K]),
        [s.USER]: atMostOne(["a", "*", "?", "a*", s.K]),
      },
    },
  };
}

/** Names of keys ignore case, also in variables. */
function names(): Comparison {
  const conditions = ["aws:username", "AWS:UserName"].flatMap((user) =>
    ["s3:prefix", "S3:Prefix"].flatMap((key) => [
      ...s.tests(["StringEquals", "StringNotEquals"], key, [`\${${user}}`]),
      ...s.eachWith([s.test("Null", key, "false")], s.tests(["StringEquals", "Null"], user, ["true"])),
    ]),
  );
  return {
    name: "names of keys in other case",
    policies: s.allowedAndDenied(s.conditioned([{}], conditions)),
    grid: { keys: { [s.PREFIX]: atMostOne(["a", "A", "true"]), [s.USER]: atMostOne(["a", "A", "true"]) } },
  };
}

/** One tag, compared as a number and as text: 1 and 1.0 are the same number. */
function numbersAsText(size: Size): Comparison {
  const numeric = ["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericGreaterThanEquals"];
  const text = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"];
  const conditions = [
    ...s.tests(size === "small" ? numeric : s.withIfExists(numeric), NUMBER, ["1", "2"]),
    ...s.tests(size === "small" ? text : s.withIfExists(text), NUMBER, ["1*", s.K]),
    ...(size === "small" ? [] : s.eachWith(s.tests(numeric, NUMBER, ["1"]), s.tests(text, NUMBER, ["1", "1.?"]))),
  ];
  return {
    name: "numbers and text in one key",
    policies: s.allowedAndDenied(s.conditioned([{}], conditions)),
    grid: {
      keys: {
        [NUMBER]: atMostOne(["0", "1", "1.0", "1.5", "2", "3", "a", ""]),
        [s.USER]: atMostOne(["1", "1.0", "a"]),
      },
    },
  };
}

/** Every resource, every ARN, field by field, short ARNs, colons in the last field, and a variable that holds a colon. */
function resourceArns(size: Size): Comparison {
  const texts = [
    ...[
      "*",
      "arn:*",
      "arn:*:*:*:*:*",
      "arn:aws:s3:*",
      s.arn("*"),
      s.arn("a"),
      s.arn("a:*"),
      "arn:aws:*:*:*:a",
      "arn:aws:s3:?::a",
    ],
    ...["arn:aws:s3:*:*:*:a", s.arn(s.K), `arn:aws:s3:*:*:${s.K}`],
  ];
  const more = ["arn:*:s3:::a", "arn:aws:s?:*", s.arn("*:a"), s.arn(`${s.K}:*`), s.arn(`a:${s.K}`)];
  const places = (size === "small" ? texts : [...texts, ...more]).flatMap((text): Partial<PlainStatement>[] => [
    { Resource: text },
    { NotResource: text },
  ]);
  return {
    name: "resource ARNs",
    policies: s.allowedAndDenied(places),
    grid: {
      resources: [
        ...["a", "b", "a:a", "a:", ":a"].map(s.arn),
        ...["arn:aws:s3:b::a", "arn:aws:s3:b:1:a", "arn:aws:sns:b:1:a:a", "arn:aws:sns:::a", "arn:aws-cn:s3:::a"],
        "*",
      ],
      keys: { [s.USER]: atMostOne(["a", "b", "a:a", ":a"]) },
    },
  };
}
