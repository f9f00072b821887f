import { rowOf } from "../node.ts";
import { settled } from "./decide.ts";
import type { Resolution } from "./resolution.ts";

/** The stated defaults of the pseudo parameters that have one. */
const DEFAULTS: Record<string, (env: Resolution) => string> = {
  "AWS::Partition": () => "aws",
  "AWS::Region": () => "us-east-1",
  "AWS::AccountId": () => "111122223333",
  "AWS::URLSuffix": (env) => rowOf(SUFFIXES, pseudoParameter("AWS::Partition", env)) ?? "amazonaws.com",
  "AWS::StackName": () => "StackName",
  "AWS::StackId": stackId,
};

const SUFFIXES: Record<string, string> = {
  "aws-cn": "amazonaws.com.cn",
  "aws-iso": "c2s.ic.gov",
  "aws-iso-b": "sc2s.sgov.gov",
};

export function isPseudoParameter(name: string): boolean {
  return Object.hasOwn(DEFAULTS, name);
}

/** The given value, that of its world, or the stated default, which is recorded as an assumption. */
export function pseudoParameter(name: string, env: Resolution): string {
  const given = env.template.given.get(name);
  if (typeof given === "string") return given;
  const known = settled(name, env);
  if (known !== undefined) return known;
  const value = DEFAULTS[name]?.(env) ?? "";
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

function stackId(env: Resolution): string {
  const [partition, region, account, name] = ["AWS::Partition", "AWS::Region", "AWS::AccountId", "AWS::StackName"].map(
    (part) => pseudoParameter(part, env),
  );
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/00000000-0000-0000-0000-000000000000`;
}
