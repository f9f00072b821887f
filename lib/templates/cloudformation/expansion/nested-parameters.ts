import type { Node } from "#lib/iam/index.ts";
import { whyAmbiguous } from "#lib/templates/cloudformation/values/ambiguous-text.ts";
import {
  absorb,
  isValue,
  newTrace,
  type Outcome,
  type Resolution,
} from "#lib/templates/cloudformation/values/outcome.ts";
import { intrinsicOf } from "#lib/templates/cloudformation/values/parse-intrinsic.ts";
import type { NestedSource } from "#lib/templates/nested/nested.ts";
import { child, children } from "#lib/templates/node.ts";
import type { Path, Taken } from "#lib/templates/reading.ts";

/**
 * The values given to a nested template's parameters, and their possible values, in the form that nested templates
 * read.
 */
export type Values = Pick<NestedSource, "parameters" | "defaults">;

/**
 * The values of each deployment of a template in one world; null if it is unknown which parameters are given values.
 */
export type ReadValues = (properties: Node, path: Path, env: Resolution) => Values[] | null;

type Given = { value: Node; isAssumed: boolean };
type Named = Map<string, Given>;

/** `Parameters` as an object of names and values. */
export const namedParameters: ReadValues = (properties, path, env) => {
  const opened = openIn(child(properties, "Parameters"), [...path, "Parameters"], env);
  if (!opened) return null;
  const { node, isAssumed } = opened;
  if (node && node.kind !== "object") return null;
  const named: Named = new Map([...children(node)].map(([name, value]) => [name, { value, isAssumed }]));
  return [valuesIn(named, path, env)];
};

/** `Parameters` as a list of keys and values; groups of instances may override them with their own values. */
export const listedParameters: ReadValues = (properties, path, env) => {
  const common = listedIn(child(properties, "Parameters"), [...path, "Parameters"], env);
  const groups = listIn(child(properties, "StackInstancesGroup"), [...path, "StackInstancesGroup"], env);
  if (!common || !groups) return null;
  const own = groups.map(({ value }) => listedIn(child(value, "ParameterOverrides"), path, env));
  const all: Named[] = [];
  for (const each of own) {
    if (!each) return null;
    all.push(new Map([...common, ...each]));
  }
  return (all.length > 0 ? all : [common]).map((named) => valuesIn(named, path, env));
};

function listedIn(node: Node | undefined, path: Path, env: Resolution): Named | null {
  const list = listIn(node, path, env);
  const named: Named = new Map();
  for (const { value: entry, isAssumed } of list ?? []) {
    const key = child(entry, "ParameterKey");
    const name = key && env.resolve(key, path, { ...env, trace: newTrace() });
    const value = child(entry, "ParameterValue");
    if (name?.kind !== "string" || !value) return null;
    named.set(name.value, { value, isAssumed });
  }
  return list && named;
}

/** The items of a list, behind anything that chooses the list or an item; null if one is unknown. */
function listIn(node: Node | undefined, path: Path, env: Resolution): Given[] | null {
  const list = openIn(node, path, env);
  if (!list || (list.node && list.node.kind !== "array")) return null;
  const items: Given[] = [];
  for (const each of list.node?.kind === "array" ? list.node.items : []) {
    const item = openIn(each, path, env);
    if (!item) return null;
    if (item.node) items.push({ value: item.node, isAssumed: list.isAssumed || item.isAssumed });
  }
  return items;
}

/** A value as written, or the result of a function in its place; null if it is unknown. */
function openIn(
  node: Node | undefined,
  path: Path,
  env: Resolution,
): { node: Node | undefined; isAssumed: boolean } | null {
  if (!node || !intrinsicOf(node)) return { node, isAssumed: false };
  const trace = newTrace();
  const outcome = env.resolve(node, path, { ...env, trace });
  absorb(env.trace, trace);
  if (outcome.kind === "absent") return { node: undefined, isAssumed: false };
  return isValue(outcome) ? { node: outcome, isAssumed: trace.assumptions.size > 0 } : null;
}

/** An assumed value, such as a default or a name AWS makes, remains an assumption in the nested template. */
function valuesIn(named: Named, path: Path, env: Resolution): Values {
  const parameters: Record<string, string> = {};
  const defaults: Record<string, Taken> = {};
  for (const [name, { value, isAssumed }] of named) {
    const trace = newTrace();
    const outcome = env.resolve(value, path, { ...env, trace });
    absorb(env.trace, trace);
    if (outcome.kind === "absent") continue;
    const given = givenIn(outcome);
    if (typeof given === "string" && !isAssumed && trace.assumptions.size === 0) parameters[name] = given;
    else defaults[name] = given;
  }
  return { parameters, defaults };
}

/** A list is passed on with commas. A text that CloudFormation may read differently is unknown. */
function givenIn(outcome: Outcome): Taken {
  const texts = outcome.kind === "array" ? outcome.items : [outcome];
  const known: string[] = [];
  for (const text of texts) {
    if (text.kind !== "string") return null;
    const unsure = whyAmbiguous(text);
    if (unsure !== undefined) return { unsure };
    known.push(text.value);
  }
  return known.join(",");
}
