import type { Node } from "#lib/iam/index.ts";
import { children, stringNode } from "#lib/templates/node.ts";
import type { Path } from "#lib/templates/reading.ts";
import { gap, type Outcome, type Resolution, resolveText, sureText, UNRESOLVED } from "./outcome.ts";
import { getAtt, reference } from "./references.ts";
import { MAX_TEXT } from "./template.ts";

/** `Fn::Sub`: `${Name}`, `${Name.Attribute}`, the variables of its own map, and `${!x}` for a literal `${x}`. */
export function substitute(argument: Node, whole: Node, path: Path, env: Resolution): Outcome {
  const [source, map] = argument.kind === "array" ? argument.items : [argument];
  if (source?.kind !== "string" || (argument.kind === "array" && map?.kind !== "object")) {
    return gap(env, "Fn::Sub needs a string, or a string and a map.", path, whole);
  }
  if (/\{\{\s*resolve:/.test(source.value)) {
    return gap(env, "A dynamic reference ({{resolve:…}}) is known only at deployment.", path, whole);
  }
  const variables = children(map);
  const alone = /^\$\{([^!}]+)\}$/.exec(source.value)?.[1]?.trim();
  if (alone !== undefined && !variables.has(alone)) return referred(alone, whole, path, env);
  let known = true;
  let length = 0;
  const pieces = source.value.split(/(\$\{[^}]*(?:\}|$))/).map((piece) => {
    if (!piece.startsWith("${") || !piece.endsWith("}")) return piece;
    const name = piece.slice(2, -1).trim();
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    const own = variables.get(name);
    const value =
      length > MAX_TEXT ? "" : own ? resolveText(own, [...path, 1, name], env) : named(name, whole, path, env);
    if (value === undefined) known = false;
    length += value?.length ?? 0;
    return value ?? "";
  });
  if (!known) return UNRESOLVED;
  const value = pieces.join("");
  if (length > MAX_TEXT) return gap(env, "Fn::Sub produces a string that is too long.", path, whole);
  return stringNode(value, whole.span);
}

function named(name: string, whole: Node, path: Path, env: Resolution): string | undefined {
  const outcome = referred(name, whole, path, env);
  return outcome.kind === "string" ? sureText(outcome, path, env) : undefined;
}

/** The text a name represents. If it is the whole text, its place decides how certain it must be. */
function referred(name: string, whole: Node, path: Path, env: Resolution): Outcome {
  const dot = name.indexOf(".");
  const outcome =
    dot > 0 ? getAtt(name.slice(0, dot), name.slice(dot + 1), whole, path, env) : reference(name, whole, path, env);
  if (outcome.kind === "string" || outcome.kind === "unresolved") return outcome;
  return gap(env, `\${${name}} in Fn::Sub is not a string.`, path, whole);
}
