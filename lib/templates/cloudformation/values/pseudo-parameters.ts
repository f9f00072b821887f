import { type Node, partitionOf, partitionWith, suffixOf } from "#lib/iam/index.ts";
import type { Path } from "#lib/templates/reading.ts";
import { nowhere, settled } from "./decide.ts";
import { gap, type Resolution } from "./outcome.ts";
import { isRuledOut } from "./ruled-out.ts";

/** Returns the value of a pseudo parameter in a world; undefined if it is unknown. */
type Ask = (name: string) => string | undefined;

/** The stated defaults of pseudo parameters that have one. */
const DEFAULTS: Record<string, (ask: Ask) => string | undefined> = {
  "AWS::Partition": () => "aws",
  "AWS::Region": () => "us-east-1",
  "AWS::AccountId": () => OWN_ACCOUNT,
  "AWS::URLSuffix": (ask) => {
    const partition = ask("AWS::Partition");
    return partition && suffixOf(partition);
  },
  "AWS::StackName": () => "StackName",
  "AWS::StackId": stackId,
};

const OWN_ACCOUNT = "111122223333";

export function isPseudoParameter(name: string): boolean {
  return Object.hasOwn(DEFAULTS, name);
}

/**
 * The given value, else its world's value, else what follows from these, else the stated default, which is recorded as
 * an assumption. Undefined with a gap if its world rules the default out.
 */
export function pseudoParameter(name: string, whole: Node, path: Path, env: Resolution): string | undefined {
  const given = env.template.given.get(name);
  if (typeof given === "string") return given;
  const known = settled(name, env) ?? (name === "AWS::Partition" ? partitionThere(env) : undefined);
  if (known !== undefined) return known;
  const gaps = env.trace.gaps.length;
  const value = DEFAULTS[name]?.((other) => pseudoParameter(other, whole, path, env));
  if (value === undefined) {
    if (env.trace.gaps.length === gaps)
      gap(env, `${name} is not known for this partition. Give it a value.`, path, whole);
    return undefined;
  }
  if (isRuledOut(name, value, env) || (name === "AWS::Partition" && hasOtherSuffix(value, env))) {
    gap(env, `${name} cannot default to ${value} here. Give it a value.`, path, whole);
    return undefined;
  }
  // A known partition determines the suffix.
  if (name === "AWS::URLSuffix" && !env.trace.assumptions.has("AWS::Partition")) return value;
  const isStack = name === "AWS::StackName" || name === "AWS::StackId";
  env.trace.assumptions.set(name, {
    name,
    value,
    reason: isStack ? "generated-name" : "pseudo-parameter",
    ...(isStack && { pattern: "*" }),
  });
  return value;
}

/** The partition, if this world's Region or URL suffix determines it. */
function partitionThere(env: Resolution): string | undefined {
  const said = (name: string) => {
    const given = env.template.given.get(name);
    return typeof given === "string" ? given : settled(name, env);
  };
  const [region, suffix] = [said("AWS::Region"), said("AWS::URLSuffix")];
  const partition = (region && partitionOf(region)) || (suffix && partitionWith(suffix)) || undefined;
  const fact = env.world.get("AWS::Partition");
  return partition !== undefined && fact && "noneOf" in fact && fact.noneOf.includes(partition) ? nowhere() : partition;
}

/** Whether this world contradicts the partition's URL suffix. */
function hasOtherSuffix(partition: string, env: Resolution): boolean {
  const suffix = suffixOf(partition) ?? "";
  const fact = env.world.get("AWS::URLSuffix");
  return fact !== undefined && ("value" in fact ? fact.value !== suffix : fact.noneOf.includes(suffix));
}

/**
 * Why it is unknown whom a stack of this world lets in from outside its account: the account cannot be the assumed own
 * account. Null if it may be.
 */
export function whyElsewhere(env: Resolution): string | null {
  if (env.template.given.has("AWS::AccountId")) return null;
  const fact = env.world.get("AWS::AccountId");
  const isOther = fact && "value" in fact ? fact.value !== OWN_ACCOUNT : isRuledOut("AWS::AccountId", OWN_ACCOUNT, env);
  return isOther ? ELSEWHERE : null;
}

const ELSEWHERE =
  "The stack is in another account here, so who this lets in from outside is not known. Give AWS::AccountId a value.";

function stackId(ask: Ask): string | undefined {
  const parts = ["AWS::Partition", "AWS::Region", "AWS::AccountId", "AWS::StackName"].map(ask);
  const [partition, region, account, name] = parts;
  if (parts.includes(undefined)) return undefined;
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/00000000-0000-0000-0000-000000000000`;
}
