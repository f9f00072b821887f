import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, children, stringValue } from "../node.ts";
import type { Path } from "../reading.ts";
import { isUnquoted, markUnquoted, rivalOf } from "../yaml-readings.ts";
import { nowhere, operand, whichOf } from "./decide.ts";
import { gap, isValue, type Outcome, type Resolution, UNRESOLVED } from "./resolution.ts";

/**
 * `Fn::FindInMap`. A key that no given value decides is each of the keys that are there: where it is another one, nothing
 * can be deployed. With a default of its own it may be another one.
 */
export function findInMap(argument: Node, whole: Node, path: Path, env: Resolution): Outcome {
  const names = argument.kind === "array" ? argument.items : [];
  if (names.length !== 3 && names.length !== 4) return gap(env, "Fn::FindInMap needs a map and two keys.", path, whole);
  const fallback = child(names[3], "DefaultValue");
  let worldly = false;
  let [level, found]: [ReadonlyMap<string, Node>, Node?] = [env.template.mappings];
  for (const [index, name] of names.slice(0, 3).entries()) {
    if (level.has("Fn::Transform"))
      return gap(env, "A macro (Fn::Transform) makes this map at deployment.", path, whole);
    const key = operand(name, [...path, index], env);
    if (!key) return UNRESOLVED;
    worldly ||= key.kind === "open" || key.worldly;
    const which = whichOf(key, level, fallback !== undefined, env);
    const rival = which === undefined ? undefined : rivalOf(which, level);
    if (rival !== undefined) return gap(env, `"${which}" and ${rival} may be the same key. Quote them.`, path, whole);
    found = which === undefined ? undefined : level.get(which);
    if (!found) break;
    level = children(found);
  }
  if (!found && fallback) return env.resolve(fallback, [...path, 3, "DefaultValue"], env);
  if (!found && worldly) nowhere();
  if (!found) return gap(env, `Mappings has no ${names.slice(0, 3).map(keyWords).join(" → ")}.`, path, whole);
  const value = env.resolve(found, path, env);
  if (!isValue(value)) return value;
  const there = { ...value, span: whole.span };
  return isUnquoted(value) ? markUnquoted(there) : there;
}

function keyWords(name: Node): string {
  return stringValue(name) ?? canonicalJson(name);
}
