import type { Chance } from "./chance.ts";
import type { PlainConditions, PlainPolicy, PlainStatement } from "./plain-policy.ts";
import * as s from "./shapes.ts";

/** A tag that is compared as a number and as text. */
export const NUMBER = "aws:PrincipalTag/n";

/** The few parts that a pair of policies is made of, so that its statements have to do with one another. */
export type Parts = { resources: Partial<PlainStatement>[]; conditions: PlainConditions[] };

const PREFIX_VARIABLE = `\${${s.PREFIX}}`;
const TOKENS = ["a", "A", "b", "*", "?", s.K, s.K, s.K, s.M, s.orElse("a"), PREFIX_VARIABLE, `\${*}`] as const;
const TEXT = ["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"] as const;
const ORDER = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"] as const;
const EITHER = ["true", "false"] as const;
const KEYS = [s.PREFIX, s.PREFIX, s.USER, s.USER, s.TAG, NUMBER, s.MFA] as const;

export function drawParts(chance: Chance): Parts {
  const tokens: readonly [string, ...string[]] = [chance.of(TOKENS), chance.of(TOKENS), chance.of(TOKENS)];
  const texts = several(3, () => chance.of(tokens) + chance.text(tokens, 1));
  const resources = several(3, () => drawResource(texts, chance));
  const keys: readonly [string, ...string[]] = [chance.of(KEYS), chance.of(KEYS)];
  const values = several(2, () => chance.of(tokens) + chance.text(tokens, 1));
  const conditions = several(6, () => drawCondition(chance.of(keys), values, chance));
  return { resources: [{ Resource: "*" }, ...resources], conditions };
}

function several<Item>(count: number, draw: () => Item): Item[] {
  return Array.from({ length: count }, draw);
}

function drawResource(texts: string[], chance: Chance): Partial<PlainStatement> {
  const wanted = texts.filter(() => chance.often(0.5)).map(s.arn);
  if (wanted.length === 0) return { Resource: "*" };
  return chance.often(0.7) ? { Resource: wanted } : { NotResource: wanted };
}

function drawCondition(key: string, values: string[], chance: Chance): PlainConditions {
  const ifExists = chance.often(0.2) ? "IfExists" : "";
  if (chance.often(0.12)) return s.test("Null", key, chance.of(EITHER));
  if (key === s.MFA) return s.test(`Bool${ifExists}`, key, chance.of(EITHER));
  const quantifier = chance.often(key === s.PREFIX ? 0.3 : 0.05) ? chance.of(["ForAllValues:", "ForAnyValue:"]) : "";
  if (key === NUMBER && chance.often(0.7)) {
    return s.test(`${quantifier}Numeric${chance.of(ORDER)}${ifExists}`, key, chance.of(["1", "2"]));
  }
  const wanted = values.filter(() => chance.often(0.6));
  const some = wanted.length === 0 ? [key === NUMBER ? "1*" : "a"] : wanted;
  return s.test(`${quantifier}String${chance.of(TEXT)}${ifExists}`, key, ...some);
}

/** One Allow or two, and at most two Denies. */
export function drawPolicy(parts: Parts, chance: Chance): PlainPolicy {
  const allows = several(chance.often(0.8) ? 1 : 2, () => s.allow(drawElements(parts, chance)));
  const denies = several(chance.upTo(4) >> 1, () => s.deny(drawElements(parts, chance)));
  const statements = [...allows, ...denies];
  return chance.often(0.03) ? { Statement: statements } : s.policy(...statements);
}

/** The policy with a statement added, dropped or changed a little. */
export function drawChange(policy: PlainPolicy, parts: Parts, chance: Chance): PlainPolicy {
  const { Statement } = policy;
  const at = chance.upTo(Statement.length - 1);
  const added = chance.often(0.5) ? s.allow(drawElements(parts, chance)) : s.deny(drawElements(parts, chance));
  if (chance.often(0.2)) return { ...policy, Statement: Statement.toSpliced(at, 0, added) };
  if (chance.often(0.2) && Statement.length > 1) return { ...policy, Statement: Statement.toSpliced(at, 1) };
  const changed = Statement.map((one, index) => (index === at ? changeStatement(one, parts, chance) : one));
  return { ...policy, Statement: changed };
}

function changeStatement(statement: PlainStatement, parts: Parts, chance: Chance): PlainStatement {
  const { Resource: _, NotResource: __, ...others } = statement;
  const { Condition = {}, ...elements } = statement;
  if (chance.often(0.3)) return { ...others, ...chance.from(parts.resources) };
  if (chance.often(0.5)) return { ...elements, Condition: otherOperators(Condition, chance) };
  const more = chance.from(parts.conditions) ?? {};
  return { ...elements, Condition: chance.often(0.5) ? more : (s.both(Condition, more) ?? more) };
}

function otherOperators(conditions: PlainConditions, chance: Chance): PlainConditions {
  const changed = Object.entries(conditions).map(([operator, keys]) =>
    Object.fromEntries([[operator.replace(/String[A-Za-z]+?(?=IfExists|$)/, `String${chance.of(TEXT)}`), keys]]),
  );
  return changed.reduce((some, condition) => s.both(some, condition) ?? some, {});
}

function drawElements({ resources, conditions }: Parts, chance: Chance): Partial<PlainStatement> {
  const joined = several(chance.upTo(2), () => chance.from(conditions) ?? {}).reduce(
    (some, condition) => s.both(some, condition) ?? some,
    {},
  );
  return {
    ...drawAction(chance),
    ...chance.from(resources),
    ...(Object.keys(joined).length === 0 ? {} : { Condition: joined }),
  };
}

function drawAction(chance: Chance): Partial<PlainStatement> {
  if (chance.often(0.8)) return { Action: "s3:*" };
  return chance.of<Partial<PlainStatement>>([
    { Action: "s3:GetObject" },
    { Action: "*" },
    { Action: ["s3:?etObject", "iam:*"] },
    { NotAction: "s3:Get*" },
  ]);
}
