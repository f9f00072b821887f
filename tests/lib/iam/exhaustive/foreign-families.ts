import type { Comparison, Size } from "./family.ts";
import { OWN_OPERATORS } from "./key-use.ts";
import type { PlainConditions } from "./plain-policy.ts";
import { atMostOne, atMostTwo } from "./request-grid.ts";
import * as s from "./shapes.ts";

/** One key of each type, and two that may hold any text. */
const KEYS = [s.TAG, "aws:RequestedRegion", "aws:SourceArn", ...Object.keys(OWN_OPERATORS)];

type Half = [operator: string, values: string[]];

/** Pairs of conditions that every value of their type meets one of. */
const HALVES: Half[][] = [
  [
    ["Bool", ["true"]],
    ["Bool", ["false"]],
  ],
  [
    ["NumericLessThan", ["1"]],
    ["NumericGreaterThanEquals", ["1"]],
  ],
  [
    ["NumericEquals", ["1"]],
    ["NumericNotEquals", ["1"]],
  ],
  [
    ["DateLessThanEquals", ["2020-01-01T00:00:00Z"]],
    ["DateGreaterThan", ["2020-01-01T00:00:00Z"]],
  ],
  [
    ["DateEquals", ["2020-01-01T00:00:00Z"]],
    ["DateNotEquals", ["2020-01-01T00:00:00Z"]],
  ],
  [
    ["IpAddress", ["0.0.0.0/0"]],
    ["IpAddress", ["::/0"]],
  ],
  [
    ["IpAddress", ["192.0.2.0/24"]],
    ["NotIpAddress", ["192.0.2.0/24"]],
  ],
  [
    ["ArnLike", ["arn:*"]],
    ["ArnNotLike", ["arn:*"]],
  ],
  [
    ["StringEqualsIgnoreCase", ["true"]],
    ["StringNotEquals", ["true"]],
  ],
  [
    ["BinaryEquals", ["dHJ1"]],
    ["StringNotLike", ["dHJ*"]],
  ],
];

const VALUES = [
  ...["true", "TRUE", "True", "false", "1", "2", "1.0", "2020-01-01T00:00:00Z", "1577836801", "192.0.2.1"],
  ...["198.51.100.1", "2001:db8::1", "dHJ1", "tru", "arn:aws:s3:::a", "a"],
];

/** Operators on keys of another type: alone, both halves in one Deny or in two, and with a quantifier. */
export function foreignFamilies(size: Size): Comparison[] {
  const quantifiers = size === "small" ? [""] : ["", "ForAllValues:", "ForAnyValue:"];
  return KEYS.map((key) => {
    const halves = quantifiers.flatMap((quantifier) => HALVES.map((each) => conditionsOn(key, quantifier, each)));
    return {
      name: `operators of any type on ${key}`,
      policies: [
        ...s.allowedAndDenied(s.conditioned([{}], [{}, ...halves.flat()])),
        ...halves.map((each) => s.policy(s.allow(), ...each.map((Condition) => s.deny({ Condition })))),
      ],
      grid: { keys: { [key]: size === "small" ? atMostOne(VALUES) : atMostTwo(VALUES) } },
    };
  });
}

function conditionsOn(key: string, quantifier: string, halves: Half[]): PlainConditions[] {
  const [first, second] = halves;
  const each = halves.map(([operator, values]) => s.test(quantifier + operator, key, ...values));
  if (first === undefined || second === undefined || first[0] !== second[0]) return each;
  return [...each, s.test(`${quantifier}${first[0]}IfExists`, key, ...first[1], ...second[1])];
}
