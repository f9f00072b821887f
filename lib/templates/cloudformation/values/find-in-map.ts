import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, children, stringNode, stringValue, type TextNode } from "#lib/templates/node.ts";
import type { Path } from "#lib/templates/reading.ts";
import { areSameText, keysByText, readings, unsureKeyOf, writtenAs } from "#lib/templates/yaml-readings.ts";
import { whyAmbiguous } from "./ambiguous-text.ts";
import { nowhere, type Operand, operand, whichOf } from "./decide.ts";
import { gap, isValue, type Outcome, type Resolution, UNRESOLVED } from "./outcome.ts";

/**
 * `Fn::FindInMap`. A key that no given value decides may be any existing key, because a deployment with another one
 * fails. With a default value, it may be another one.
 */
export function findInMap(argument: Node, whole: Node, path: Path, env: Resolution): Outcome {
  const names = argument.kind === "array" ? argument.items : [];
  if (names.length !== 3 && names.length !== 4) return gap(env, "Fn::FindInMap needs a map and two keys.", path, whole);
  const fallback = child(names[3], "DefaultValue");
  let worldly = false;
  let [level, found]: [ReadonlyMap<string, Node>, Node?] = [env.template.mappings];
  for (const [index, name] of names.slice(0, 3).entries()) {
    if (level.has("Fn::Transform"))
      return gap(env, "A macro (Fn::Transform) creates this map at deployment.", path, whole);
    const key = operand(name, [...path, index], env);
    if (!key) return UNRESOLVED;
    worldly ||= key.kind === "open" || key.worldly;
    const keys = keysByText(level);
    const which = whichOf(key, keys, fallback !== undefined, env);
    const unsure = fallback && whyUnsureIn(level, key, env);
    if (unsure !== undefined) return gap(env, unsure, path, whole);
    const [first, rival] = which === undefined ? [] : keysFor(key, which, keys);
    if (rival !== undefined)
      return gap(env, `CloudFormation may read "${first}" and "${rival}" as the same key. Quote them.`, path, whole);
    found = first === undefined ? undefined : level.get(first);
    if (!found) break;
    level = children(found);
  }
  if (!found && fallback) return env.resolve(fallback, [...path, 3, "DefaultValue"], env);
  if (!found && worldly) nowhere();
  if (!found) return gap(env, `Mappings has no ${names.slice(0, 3).map(keyWords).join(" → ")}.`, path, whole);
  const value = env.resolve(found, path, env);
  if (!isValue(value)) return value;
  return writtenAs({ ...value, span: whole.span }, value);
}

/** The keys that may match the lookup, which is one of the texts it may be read as. */
function keysFor(key: Operand, which: string, keys: ReadonlyMap<string, string[]>): string[] {
  const texts = key.kind === "known" && key.node.kind === "string" ? readings(key.node) : [which];
  return [...new Set(texts.flatMap((text) => keys.get(text) ?? []))];
}

/** Says why it is uncertain whether a map has the key looked up: the lookup or a key may be read as another text. */
function whyUnsureIn(level: ReadonlyMap<string, Node>, key: Operand, env: Resolution): string | undefined {
  const sought = soughtAs(key, env);
  env.template.budget.steps -= level.size;
  for (const [name, value] of level) {
    const unsure = unsureKeyOf(value);
    const there = unsure ?? stringNode(name, value.span);
    const isSure = sought ? areSameText(sought, there) !== undefined : !unsure;
    if (!isSure) return whyAmbiguous(there) ?? (sought && whyAmbiguous(sought));
  }
  return undefined;
}

/** The text looked up in this world; undefined if it is any text other than the keys. */
function soughtAs(key: Operand, { world }: Resolution): TextNode | undefined {
  if (key.kind === "known") return key.node.kind === "string" ? key.node : undefined;
  const fact = world.get(key.name);
  return fact && "value" in fact ? stringNode(fact.value, key.source.span) : undefined;
}

function keyWords(name: Node): string {
  return stringValue(name) ?? canonicalJson(name);
}
