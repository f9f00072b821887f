import type { Node } from "#lib/iam/index.ts";
import { child, rowOf, stringNode, stringValue } from "#lib/templates/node.ts";
import type { Path } from "#lib/templates/reading.ts";
import { absorb, gap, newTrace, type Outcome, once, type Resolution, sureText, UNRESOLVED } from "./outcome.ts";
import { pseudoParameter } from "./pseudo-parameters.ts";
import { PHYSICAL_NAMES, type PhysicalName } from "./resource-types.ts";
import { MAX_REFERENCES, type Name } from "./template.ts";

/**
 * What `Ref` (attribute null) or `Fn::GetAtt` of a resource in this template returns. A value that only deployment
 * decides is never narrowed silently: - the template sets the name (and path): the value is exact; - it leaves the name
 * to CloudFormation: a stand-in of the right shape, recorded as an assumption on the policy. No real name equals it,
 * because the last part of a real one is random; its `pattern` covers all real ones; - a name made of something
 * unknown, a type or an attribute without a known shape: a gap, so the policy is incomplete.
 */
export function resourceValue(id: string, attribute: string | null, whole: Node, path: Path, env: Resolution): Outcome {
  const resource = env.template.resources.get(id);
  const type = stringValue(child(resource, "Type")) ?? "";
  const row = rowOf(PHYSICAL_NAMES, type);
  const label = attribute === null ? id : `${id}.${attribute}`;
  const shape = row && (attribute === null ? row.ref : rowOf(row.attributes ?? {}, attribute));
  if (!row || shape === undefined) {
    return gap(env, `"${label}" (${type || "no type"}) is known only at deployment.`, path, whole);
  }
  const circle = env.template.active.has(id) ? { cause: "Its name refers to itself." } : undefined;
  const name =
    circle ??
    once(env.memo.names, id, env, (own) =>
      physicalName(id, row, { properties: child(resource, "Properties"), whole }, own),
    );
  if ("cause" in name) return gap(env, `"${label}" cannot be determined. ${name.cause}`, path, whole);
  const around = pseudoParametersIn(shape, whole, path, env);
  if (!around) return UNRESOLVED;
  const { generated, ...own } = name;
  const parts = { ...around, ...own };
  const value = fill(shape, parts);
  const pattern = fill(shape, { ...parts, name: generated ? "*" : name.name, random: "*", digits: "*" });
  if (pattern !== value) env.trace.assumptions.set(label, { name: label, value, pattern, reason: "generated-name" });
  return stringNode(value, whole.span);
}

/** `cause` if the template makes the name from something unknown, or from itself. */
function physicalName(
  id: string,
  row: PhysicalName,
  { properties, whole }: { properties: Node | undefined; whole: Node },
  env: Resolution,
): Name | { cause: string } {
  const { active } = env.template;
  if (active.size >= MAX_REFERENCES) return { cause: "The chain of references to its name is too long." };
  active.add(id);
  try {
    const given = row.property ? text(child(properties, row.property), [id, row.property], env) : undefined;
    const before = row.prefix
      ? text(child(properties, row.prefix.property), [id, row.prefix.property], env)
      : undefined;
    if (typeof given === "object") return given;
    if (typeof before === "object") return before;
    const name = given === undefined ? standIn(id, row, whole, env) : (row.clean?.(given) ?? given);
    if (name === undefined) return { cause: "The stack name is not known." };
    const prefix = row.prefix?.text(before) ?? "";
    return { name, prefix, random: "XXXXXX", digits: digits(id), generated: given === undefined };
  } finally {
    active.delete(id);
  }
}

/** The text of a property; undefined if it is not set, the cause if it is unknown. */
function text(node: Node | undefined, path: Path, env: Resolution): string | { cause: string } | undefined {
  if (!node) return undefined;
  const trace = newTrace();
  const own = { ...env, trace };
  const outcome = env.resolve(node, ["Resources", ...path], own);
  absorb(env.trace, trace);
  if (outcome.kind === "absent") return undefined;
  const name = outcome.kind === "string" ? sureText(outcome, path, own) : undefined;
  return name ?? { cause: trace.gaps[0]?.message ?? "Its name is not a string." };
}

function standIn(id: string, row: PhysicalName, whole: Node, env: Resolution): string | undefined {
  if (row.standIn) return row.standIn(digits(id));
  const stack = stackName(whole, env);
  if (stack === undefined) return undefined;
  const name = `${stack}-${id}-XXXXXXXXXXXX`;
  return row.lowerCase ? name.toLowerCase() : name;
}

/** The stack's name, not recorded as an assumption because the assumption on the generated name already covers it. */
function stackName(whole: Node, env: Resolution): string | undefined {
  return pseudoParameter("AWS::StackName", whole, [], { ...env, trace: newTrace() });
}

/** 64 hexadecimal digits that are stable for a logical id and differ between two ids. */
function digits(id: string): string {
  let out = "";
  for (let seed = 0; out.length < 64; seed++) {
    let hash = 0x811c9dc5 ^ seed;
    for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
    out += (hash >>> 0).toString(16).padStart(8, "0");
  }
  return out;
}

/** The values of the pseudo parameters in a shape; undefined with a gap if one is unknown. */
function pseudoParametersIn(
  shape: string,
  whole: Node,
  path: Path,
  env: Resolution,
): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  for (const [, part = ""] of shape.matchAll(PART)) {
    const name = rowOf(PSEUDO, part);
    const value = name === undefined ? "" : pseudoParameter(name, whole, path, env);
    if (value === undefined) return undefined;
    values[part] = value;
  }
  return values;
}

function fill(shape: string, parts: Readonly<Record<string, string>>): string {
  return shape.replace(PART, (_, part: string) => parts[part] ?? "");
}

const PART = /\{(\w+)\}/g;

const PSEUDO: Record<string, string> = {
  p: "AWS::Partition",
  r: "AWS::Region",
  a: "AWS::AccountId",
  s: "AWS::URLSuffix",
};
