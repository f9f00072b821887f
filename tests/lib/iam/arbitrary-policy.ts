import fc from "fast-check";
import type { Policy, RequestPrincipal, Witness } from "#lib/iam/index.ts";
import { policyOf } from "./read-cases.ts";

export type RawPolicy = { Version: string; Statement: Record<string, unknown>[] };
export type Kind = "identity" | "resource";

const oneOrTwo = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 2 });
const text = (characters: string, maxLength: number, minLength = 0) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
const pick = fc.constantFrom<string[]>;

const action = fc.oneof(
  pick("*", "s:*", "s:a", "S:B", "t:a", "s:a*", "s:*b", "s:?", "?:a", "*:b"),
  text("ab*?", 3, 1).map((name) => `s:${name}`),
);

const variable = pick("aws:username", "aws:username, 'a'", "k", "*", "$").map((inside) => `\${${inside}}`);

const resource = fc.oneof(
  pick("*", "arn:aws:s:*", "arn:*", "arn:aws:s:::*", "arn:aws:s:::a", "arn:?ws:s:*:1?:a/*", "arn:aws:s:r::*/b"),
  text("ab*?/", 4, 1).map((name) => `arn:aws:s:::${name}`),
  fc.tuple(text("ab*", 2), variable, text("b*", 1)).map((parts) => `arn:aws:s:::${parts.join("")}`),
);

const PRINCIPALS = [
  "111111111111",
  "arn:aws:iam::111111111111:root",
  "arn:aws:iam::111111111111:role/p/R",
  "arn:aws:iam::111111111111:role/R",
  "arn:aws:sts::111111111111:assumed-role/R/s",
  "arn:aws:iam::222222222222:user/U",
  "AIDAAAAAAAAAAAAAAAAAA",
];
const aws = oneOrTwo(pick(...PRINCIPALS));
const named = fc.oneof(
  aws.map((AWS) => ({ AWS })),
  fc.constant({ Service: "ec2.amazonaws.com" }),
  aws.map((AWS) => ({ AWS, Federated: "x.example.com" })),
);

type Test = [operator: string, key: string, values: unknown];

const quantifier = pick("", "", "", "ForAllValues:", "ForAnyValue:");
const ifExists = pick("", "", "IfExists");

function test(operators: string[], key: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<Test> {
  return fc
    .tuple(quantifier, pick(...operators), ifExists, values)
    .map(([prefix, name, suffix, value]) => [prefix + name + suffix, key, value]);
}

const ORDERS = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const TEXTS = [
  "StringEquals",
  "StringNotEquals",
  "StringLike",
  "StringNotLike",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
];
const BLOCKS = ["1.0.0.0/8", "1.2.0.0/16", "1.2.3.4", "2.0.0.0/8", "::/1", "0.0.0.0/0"];

const textValue = fc.oneof(
  { weight: 4, arbitrary: text("abA*?", 3) },
  fc.tuple(text("a", 1), variable).map((parts) => parts.join("")),
);

const condition: fc.Arbitrary<Test> = fc.oneof(
  { weight: 3, arbitrary: test(TEXTS, "k", fc.array(textValue, { maxLength: 2 })) },
  test(TEXTS, "j", oneOrTwo(textValue)),
  test(TEXTS, "aws:username", oneOrTwo(text("ab*", 2))),
  test(
    ["ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals"],
    "k",
    oneOrTwo(pick("a:b", "a:*", "*:b", "*", "a:?:c:d:e:f:g")),
  ),
  test(
    ORDERS.map((order) => `Numeric${order}`),
    "n",
    oneOrTwo(pick("0", "1", "2", "3")),
  ),
  test(
    ORDERS.map((order) => `Date${order}`),
    "d",
    oneOrTwo(pick("2020-01-01", "2020-01-02T00:00:00Z", "2020-01-03T00:00:00Z")),
  ),
  test(["IpAddress", "NotIpAddress"], "ip", oneOrTwo(pick(...BLOCKS))),
  test(["Bool"], "b", pick("true", "false")),
  fc.tuple(pick("k", "n", "b", "ip"), pick("true", "false")).map(([key, value]): Test => ["Null", key, value]),
);

function statement(kind: Kind, effect: fc.Arbitrary<string>): fc.Arbitrary<Record<string, unknown>> {
  const parts = fc.record({
    effect,
    actions: fc.tuple(pick("Action", "Action", "Action", "NotAction"), oneOrTwo(action)),
    resources: fc.option(fc.tuple(pick("Resource", "Resource", "Resource", "NotResource"), oneOrTwo(resource))),
    everyone: fc.boolean(),
    principals: fc.tuple(pick("Principal", "Principal", "Principal", "NotPrincipal"), named),
    conditions: fc.array(condition, { maxLength: 2 }),
  });
  return parts.map(({ effect: value, actions, resources, everyone, principals, conditions }) => {
    const block: Record<string, Record<string, unknown>> = {};
    for (const [operator, key, values] of conditions) block[operator] = { ...block[operator], [key]: values };
    return {
      Effect: value,
      ...(kind === "identity" ? {} : everyone ? { Principal: "*" } : { [principals[0]]: principals[1] }),
      [actions[0]]: actions[1],
      ...(resources === null ? {} : { [resources[0]]: resources[1] }),
      ...(conditions.length === 0 ? {} : { Condition: block }),
    };
  });
}

export function arbitraryStatement(kind: Kind, effect?: "Allow" | "Deny"): fc.Arbitrary<Record<string, unknown>> {
  return statement(kind, effect === undefined ? pick("Allow", "Allow", "Deny") : fc.constant(effect));
}

export function arbitraryPolicy(kind: Kind): fc.Arbitrary<RawPolicy> {
  const statements = fc.array(arbitraryStatement(kind), { minLength: 1, maxLength: 3 });
  return statements.map((Statement) => ({ Version: "2012-10-17", Statement }));
}

export function read(policy: RawPolicy, kind: Kind): Policy {
  return policyOf(JSON.stringify(policy), kind);
}

/** Keys that a quantifier tests may hold several values; the others hold one. */
export function keysOfSets(policies: RawPolicy[]): Set<string> {
  const found = JSON.stringify(policies).matchAll(/"For(?:All|Any)Value[^"]*":\{"([^"]+)"/g);
  return new Set([...found].map((match) => match[1] ?? ""));
}

const VALUES: Record<string, fc.Arbitrary<string>> = {
  k: fc.oneof(text("abA*?z", 3), pick("a:b", "a:z", "a:x:c:d:e:f:g:h")),
  j: text("abA*?z", 3),
  "aws:username": text("abz", 2),
  n: pick("-1", "0", "0.5", "1", "1.5", "2", "3", "9"),
  d: pick(
    "2019-05-05T00:00:00Z",
    "2020-01-01T00:00:00Z",
    "2020-01-01T12:00:00Z",
    "2020-01-02T00:00:00Z",
    "2021-01-01T00:00:00Z",
  ),
  ip: pick("1.2.3.4", "1.2.9.9", "1.9.9.9", "2.1.1.1", "9.9.9.9", "::1", "ffff::1"),
  b: pick("true", "false"),
};

const who: fc.Arbitrary<RequestPrincipal> = fc.constantFrom<RequestPrincipal[]>(
  { kind: "Anonymous" },
  { kind: "AWS", value: "arn:aws:iam::111111111111:role/p/R", account: "111111111111" },
  { kind: "AWS", value: "arn:aws:iam::111111111111:role/R", account: "111111111111" },
  { kind: "AWS", value: "arn:aws:sts::111111111111:assumed-role/R/s", account: "111111111111" },
  { kind: "AWS", value: "arn:aws:sts::111111111111:assumed-role/R/t", account: "111111111111" },
  { kind: "AWS", value: "arn:aws:iam::111111111111:user/V", account: "111111111111" },
  { kind: "AWS", value: "arn:aws:iam::222222222222:user/U", account: "222222222222" },
  { kind: "AWS", value: "arn:aws:iam::333333333333:user/U", account: "333333333333" },
  { kind: "AWS", value: "AIDAAAAAAAAAAAAAAAAAA", account: "111111111111" },
  { kind: "AWS", value: "AIDAAAAAAAAAAAAAAAAAA", account: "333333333333" },
  { kind: "Service", value: "ec2.amazonaws.com" },
  { kind: "Service", value: "sns.amazonaws.com" },
  { kind: "Federated", value: "x.example.com" },
  { kind: "CanonicalUser", value: "79a5" },
);

const asked = fc.oneof(
  text("ab/z*", 4).map((name) => `arn:aws:s:::${name}`),
  fc
    .tuple(pick("aws", "xws"), pick("s", "t"), pick("", "r"), pick("", "12"), text("ab/:", 3))
    .map((fields) => `arn:${fields.join(":")}`),
);

/** Any request; keys of `sets` may hold several values. */
export function arbitraryRequest(kind: Kind, sets: Set<string>): fc.Arbitrary<Witness> {
  const context = Object.entries(VALUES).map(([key, value]) => {
    const values = fc.array(value, { maxLength: sets.has(key) ? 3 : 1 });
    return values.map((list): [string, string[]] => [key, list]);
  });
  return fc.record({
    principal: kind === "identity" ? fc.constant<RequestPrincipal>({ kind: "Attached" }) : who,
    action: fc.tuple(pick("s", "t"), text("abz", 3, 1)).map((parts) => parts.join(":")),
    resource: asked,
    context: fc.tuple(...context).map((entries) => Object.fromEntries(entries)),
  });
}
