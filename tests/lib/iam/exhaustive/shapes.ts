import type { PlainConditions, PlainPolicy, PlainStatement } from "./plain-policy.ts";

/** The keys of the grids: two that serve as variables, one that is only tested, one that is true or false. */
export const USER = "aws:username";
export const TAG = "aws:PrincipalTag/m";
export const PREFIX = "s3:prefix";
export const MFA = "aws:MultiFactorAuthPresent";

export const K = `\${${USER}}`;
export const M = `\${${TAG}}`;
export const orElse = (fallback: string) => `\${${USER}, '${fallback}'}`;

export const arn = (text: string) => `arn:aws:s3:::${text}`;

/** All texts of the tokens, from `shortest` to `longest` tokens. */
export function sequences(tokens: string[], longest: number, shortest = 1): string[] {
  let layer = [""];
  const all = shortest === 0 ? [""] : [];
  for (let length = 1; length <= longest; length++) {
    layer = layer.flatMap((start) => tokens.map((token) => start + token));
    if (length >= shortest) all.push(...layer);
  }
  return [...new Set(all)];
}

/** One condition; a statement holds several as a list, none as `{}`. */
export function test(operator: string, key: string, ...values: string[]): PlainConditions {
  const [only] = values;
  return { [operator]: { [key]: values.length === 1 && only !== undefined ? only : values } };
}

export function tests(operators: string[], key: string, values: string[]): PlainConditions[] {
  return operators.flatMap((operator) => values.map((value) => test(operator, key, value)));
}

/** Conditions joined by AND. Undefined where two of them have operator and key in common, which JSON cannot say. */
export function both(first: PlainConditions, second: PlainConditions): PlainConditions | undefined {
  const joined: PlainConditions = { ...first };
  for (const [operator, keys] of Object.entries(second)) {
    const there = joined[operator] ?? {};
    if (Object.keys(keys).some((key) => key in there)) return undefined;
    joined[operator] = { ...there, ...keys };
  }
  return joined;
}

/** Every pair of conditions that JSON can say, in every choice of one from each list. */
export function eachWith(first: PlainConditions[], second: PlainConditions[]): PlainConditions[] {
  return first.flatMap((one) => second.map((other) => both(one, other)).filter((joined) => joined !== undefined));
}

export function withIfExists(operators: string[]): string[] {
  return operators.flatMap((operator) => [operator, `${operator}IfExists`]);
}

export function allow(part: Partial<PlainStatement> = {}): PlainStatement {
  return statement("Allow", part);
}

export function deny(part: Partial<PlainStatement> = {}): PlainStatement {
  return statement("Deny", part);
}

function statement(Effect: "Allow" | "Deny", part: Partial<PlainStatement>): PlainStatement {
  const resource = "NotResource" in part ? {} : { Resource: "*" };
  const action = "NotAction" in part ? {} : { Action: "s3:*" };
  return { Effect, ...action, ...resource, ...part };
}

export function policy(...Statement: PlainStatement[]): PlainPolicy {
  return { Version: "2012-10-17", Statement };
}

/** Each part as the only Allow, and as a Deny beside an Allow of everything. */
export function allowedAndDenied(parts: Partial<PlainStatement>[]): PlainPolicy[] {
  return [...parts.map((part) => policy(allow(part))), ...parts.map((part) => policy(allow(), deny(part)))];
}

/** Each Allow alone and with each Deny. */
export function narrowed(allows: PlainStatement[], denies: PlainStatement[]): PlainPolicy[] {
  return allows.flatMap((one) => [policy(one), ...denies.map((other) => policy(one, other))]);
}

/** Resource and NotResource of each text. */
export function resources(texts: string[]): Partial<PlainStatement>[] {
  return texts.flatMap((text): Partial<PlainStatement>[] => [{ Resource: arn(text) }, { NotResource: arn(text) }]);
}

export function conditioned(
  parts: Partial<PlainStatement>[],
  conditions: PlainConditions[],
): Partial<PlainStatement>[] {
  return parts.flatMap((part) =>
    conditions.map((Condition) => (Object.keys(Condition).length === 0 ? part : { ...part, Condition })),
  );
}
