import type { Node } from "#lib/iam/index.ts";
import { isInclude } from "#lib/templates/cloudformation/expansion/includes.ts";
import { arrayNode, canonicalJson, rowOf, stringNode, stringValue } from "#lib/templates/node.ts";
import type { Path } from "#lib/templates/reading.ts";
import { withDecimals } from "./ambiguous-text.ts";
import { chosen } from "./conditions.ts";
import { operand, whichOf } from "./decide.ts";
import { findInMap } from "./find-in-map.ts";
import { gap, isSure, isValue, type Outcome, type Resolution, resolveText, sureText, UNRESOLVED } from "./outcome.ts";
import type { Intrinsic } from "./parse-intrinsic.ts";
import { getAtt, reference } from "./references.ts";
import { substitute } from "./substitute.ts";
import { MAX_TEXT } from "./template.ts";

type Call = { argument: Node; whole: Node; path: Path; env: Resolution };

export function resolveIntrinsic(intrinsic: Intrinsic, whole: Node, path: Path, env: Resolution): Outcome {
  const call = { argument: intrinsic.argument, whole, path: [...path, intrinsic.name], env };
  const known = rowOf(HANDLERS, intrinsic.name);
  const alone = whole.kind === "object" && whole.entries.length === 1;
  if (known && !alone) return gap(env, `${intrinsic.name} cannot be combined with other keys.`, call.path, whole);
  if (known) return known(call);
  const refused = env.template.refused.get(intrinsic.argument);
  const isFile = intrinsic.name === "Fn::Transform" && isInclude(intrinsic.argument);
  const note = refused === undefined && isFile ? INCLUDED : undefined;
  const reason =
    refused ??
    rowOf(UNKNOWABLE, intrinsic.name) ??
    (intrinsic.name.startsWith("Fn::ForEach::") ? EXTENSION : undefined);
  return gap(env, reason ?? `${intrinsic.name} is not a CloudFormation function.`, call.path, whole, note);
}

const INCLUDED = "This is AWS::Include: the file it includes is not part of this document.";

const EXTENSION = "The AWS::LanguageExtensions transform expands this function at deployment.";

/** Marks values in a plan's properties that only its apply decides. */
export const KNOWN_LATER = "Fn::KnownAfterApply";

const UNKNOWABLE: Record<string, string> = {
  [KNOWN_LATER]: "This is known only after the plan is applied.",
  "Fn::Transform": "A macro (Fn::Transform) creates this value at deployment.",
  "Fn::Cidr": "Fn::Cidr is not evaluated.",
  "Fn::GetAZs": "Fn::GetAZs is known only at deployment.",
  "Fn::ForEach": EXTENSION,
  "Fn::GetStackOutput": "The output of another stack is known only at deployment.",
};

const HANDLERS: Record<string, (call: Call) => Outcome> = {
  Ref: ({ argument, whole, path, env }) =>
    argument.kind === "string"
      ? reference(argument.value, whole, path, env)
      : malformed(env, "Ref", "a name", path, whole),
  "Fn::GetAtt": ({ argument, whole, path, env }) => {
    const [id, attribute] = attributeName(argument, path, env);
    if (id === undefined) return malformed(env, "Fn::GetAtt", "a logical ID and an attribute", path, whole);
    return attribute === undefined ? UNRESOLVED : getAtt(id, attribute, whole, path, env);
  },
  "Fn::Sub": ({ argument, whole, path, env }) => substitute(argument, whole, path, env),
  "Fn::Join": join,
  "Fn::Select": select,
  "Fn::Split": split,
  "Fn::FindInMap": ({ argument, whole, path, env }) => findInMap(argument, whole, path, env),
  "Fn::If": ({ argument, whole, path, env }) => {
    const [condition, then, otherwise] = parts(argument, 3);
    if (!condition || !then || !otherwise) return malformed(env, "Fn::If", "a condition and two values", path, whole);
    const holds = chosen(condition, [...path, 0], env);
    if (holds === undefined) return UNRESOLVED;
    return env.resolve(holds ? then : otherwise, [...path, holds ? 1 : 2], env);
  },
  "Fn::ImportValue": ({ argument, whole, path, env }) => {
    const name = resolveText(argument, path, env);
    if (name === undefined) return UNRESOLVED;
    const value = env.template.given.get(`ImportValue:${name}`);
    if (typeof value === "string") return stringNode(value, whole.span);
    const message = `The export "${name}" of another stack is not known. Pass it as the parameter "ImportValue:${name}".`;
    return gap(env, message, path, whole);
  },
  "Fn::Base64": ({ argument, whole, path, env }) => {
    const value = resolveText(argument, path, env);
    if (value === undefined) return UNRESOLVED;
    const bytes = Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte));
    return stringNode(btoa(bytes.join("")), whole.span);
  },
  "Fn::ToJsonString": ({ argument, whole, path, env }) => {
    const value = env.resolve(argument, path, env);
    if (!isValue(value))
      return value.kind === "absent" ? malformed(env, "Fn::ToJsonString", "a value", path, whole) : value;
    if (!isSure(value, path, env)) return UNRESOLVED;
    const text = canonicalJson(withDecimals(value));
    return text.length > MAX_TEXT
      ? gap(env, "Fn::ToJsonString produces a string that is too long.", path, whole)
      : stringNode(text, whole.span);
  },
  "Fn::Length": ({ argument, whole, path, env }) => {
    const value = env.resolve(argument, path, env);
    if (value.kind === "unresolved") return value;
    if (value.kind !== "array") return malformed(env, "Fn::Length", "a list", path, whole);
    return stringNode(String(value.items.length), whole.span);
  },
  "Fn::Equals": truth,
  "Fn::And": truth,
  "Fn::Or": truth,
  "Fn::Not": truth,
};

function truth({ whole, path, env }: Call): Outcome {
  const holds = env.holds(whole, path, env);
  return holds === undefined ? UNRESOLVED : stringNode(String(holds), whole.span);
}

function malformed(env: Resolution, name: string, wants: string, path: Path, whole: Node): Outcome {
  return gap(env, `${name} needs ${wants}.`, path, whole);
}

function parts(argument: Node, count: number): (Node | undefined)[] {
  return argument.kind === "array" && argument.items.length === count ? argument.items : [];
}

function attributeName(argument: Node, path: Path, env: Resolution): [string?, string?] {
  if (argument.kind === "string") {
    const dot = argument.value.indexOf(".");
    return dot > 0 ? [argument.value.slice(0, dot), argument.value.slice(dot + 1)] : [];
  }
  const [id, attribute] = parts(argument, 2);
  if (id?.kind !== "string" || !attribute) return [];
  return [id.value, resolveText(attribute, [...path, 1], env)];
}

function join({ argument, whole, path, env }: Call): Outcome {
  const [delimiter, list] = parts(argument, 2);
  if (delimiter?.kind !== "string" || !list) return malformed(env, "Fn::Join", "a delimiter and a list", path, whole);
  const texts = textList(list, [...path, 1], env);
  if (!texts) return UNRESOLVED;
  const value = texts.join(delimiter.value);
  if (value.length > MAX_TEXT) return gap(env, "Fn::Join produces a string that is too long.", path, whole);
  return stringNode(value, whole.span);
}

function textList(list: Node, path: Path, env: Resolution): string[] | undefined {
  const outcome = env.resolve(list, path, env);
  if (outcome.kind === "unresolved") return undefined;
  if (outcome.kind === "array" && outcome.items.every((item) => item.kind === "string")) {
    const texts = outcome.items.map((item) => sureText(item, path, env));
    return texts.every((text) => text !== undefined) ? texts : undefined;
  }
  gap(env, "A list of strings is expected here.", path, list);
  return undefined;
}

function select({ argument, whole, path, env }: Call): Outcome {
  const [position, list] = parts(argument, 2);
  if (!position || !list) return malformed(env, "Fn::Select", "an index and a list", path, whole);
  const outcome = env.resolve(list, [...path, 1], env);
  const found = operand(position, [...path, 0], env);
  if (!found || outcome.kind === "unresolved") return UNRESOLVED;
  if (found.kind === "known" && !isSure(found.node, path, env)) return UNRESOLVED;
  const values = outcome.kind === "array" ? outcome.items : [];
  const index = whichOf(found, new Set(values.map((_, at) => String(at))), false, env);
  const chosen = index === undefined ? undefined : values[Number(index)];
  return (
    chosen ??
    gap(env, `Fn::Select finds no item at index ${stringValue(position) ?? canonicalJson(position)}.`, path, whole)
  );
}

function split({ argument, whole, path, env }: Call): Outcome {
  const [delimiter, source] = parts(argument, 2);
  if (delimiter?.kind !== "string" || delimiter.value === "" || !source) {
    return malformed(env, "Fn::Split", "a delimiter and a string", path, whole);
  }
  const text = resolveText(source, [...path, 1], env);
  if (text === undefined) return UNRESOLVED;
  const pieces = text.split(delimiter.value).map((piece) => stringNode(piece, whole.span));
  return arrayNode(pieces, whole.span);
}
