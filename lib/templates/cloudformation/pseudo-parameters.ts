import type { Node } from "#lib/iam/index.ts";
import { rowOf } from "../node.ts";
import type { Path } from "../reading.ts";
import { settled } from "./decide.ts";
import { gap, type Resolution } from "./resolution.ts";
import { isRuledOut } from "./ruled-out.ts";

/** What a pseudo parameter is in a world; undefined where that is not known. */
type Ask = (name: string) => string | undefined;

/** The stated defaults of the pseudo parameters that have one. */
const DEFAULTS: Record<string, (ask: Ask) => string | undefined> = {
  "AWS::Partition": () => "aws",
  "AWS::Region": () => "us-east-1",
  "AWS::AccountId": () => OWN_ACCOUNT,
  "AWS::URLSuffix": (ask) => {
    const partition = ask("AWS::Partition");
    return partition && (rowOf(SUFFIXES, partition) ?? "amazonaws.com");
  },
  "AWS::StackName": () => "StackName",
  "AWS::StackId": stackId,
};

const OWN_ACCOUNT = "111122223333";

const SUFFIXES: Record<string, string> = {
  "aws-cn": "amazonaws.com.cn",
  "aws-iso": "c2s.ic.gov",
  "aws-iso-b": "sc2s.sgov.gov",
};

export function isPseudoParameter(name: string): boolean {
  return Object.hasOwn(DEFAULTS, name);
}

/**
 * The given value, that of its world, or the stated default, which is recorded as an assumption; undefined with a gap where
 * its world rules that out.
 */
export function pseudoParameter(name: string, whole: Node, path: Path, env: Resolution): string | undefined {
  const given = env.template.given.get(name);
  if (typeof given === "string") return given;
  const known = settled(name, env);
  if (known !== undefined) return known;
  const value = DEFAULTS[name]?.((other) => pseudoParameter(other, whole, path, env));
  if (value === undefined) return undefined;
  if (isRuledOut(name, value, env)) {
    gap(env, `${name} can not be taken for ${value} here. Give it a value.`, path, whole);
    return undefined;
  }
  // The suffix follows from a partition that is known.
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

/**
 * Why nobody can tell whom a stack of this world lets in from outside its account: that is not the one which is the own one
 * where nobody says another. Null where it may be.
 */
export function whyElsewhere(env: Resolution): string | null {
  if (env.template.given.has("AWS::AccountId")) return null;
  const fact = env.world.get("AWS::AccountId");
  const isOther = fact && "value" in fact ? fact.value !== OWN_ACCOUNT : isRuledOut("AWS::AccountId", OWN_ACCOUNT, env);
  return isOther ? ELSEWHERE : null;
}

const ELSEWHERE =
  "The stack is in another account here, so whom this lets in from outside is not known. Give AWS::AccountId a value.";

function stackId(ask: Ask): string | undefined {
  const parts = ["AWS::Partition", "AWS::Region", "AWS::AccountId", "AWS::StackName"].map(ask);
  const [partition, region, account, name] = parts;
  if (parts.includes(undefined)) return undefined;
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/00000000-0000-0000-0000-000000000000`;
}
