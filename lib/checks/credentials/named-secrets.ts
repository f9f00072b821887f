import type { Node } from "#lib/iam/index.ts";
import { child, children, stringValue } from "#lib/templates/node.ts";
import { isLabel } from "./labelled-secrets.ts";

const NAME =
  /(?:^|_|-|[a-z])(?:secret|password|passwd|secret_?key|secret_?access_?key|token|private_?key)(?:$|_v\d+$)/i;
/** Shorter ones are no secret, and ordinary words. */
export const SHORTEST = 6;

/** Whether a value of this name is a secret. */
export function isSecretName(name: string): boolean {
  return NAME.test(name) || isLabel(name);
}

/** Parameters of a template whose values are not to be shown. */
export function hiddenParameters(root: Node): Set<string> {
  const hidden = [...children(child(root, "Parameters"))].filter(([name, parameter]) => {
    const noEcho = child(parameter, "NoEcho");
    const quiet = noEcho?.kind === "boolean" ? noEcho.value : noEcho?.kind === "string" && /^true$/i.test(noEcho.value);
    return quiet || isSecretName(name);
  });
  return new Set(hidden.map(([name]) => name));
}

/** Values under the name of a secret, and those that a template gives to parameters that are not to be shown. */
export function secretNodes(root: Node): Node[] {
  const hidden = hiddenParameters(root);
  const given = [...children(child(root, "Parameters"))].flatMap(([name, parameter]) =>
    hidden.has(name) ? ["Default", "AllowedValues"].flatMap((key) => valuesOf(child(parameter, key))) : [],
  );
  const variables = [...children(child(root, "variables"))].flatMap(([name, variable]) =>
    isSecretName(name) ? valuesOf(child(variable, "value")) : [],
  );
  return [...new Set([...given, ...variables, ...nodesIn(root)])].filter((node) => isSecret(textOf(node)));
}

function isSecret(text: string): boolean {
  return text.length >= SHORTEST && !/^\$\{|^\{\{|^arn:/.test(text);
}

export function textOf(node: Node): string {
  return node.kind === "string" || node.kind === "number" ? String(node.value) : "";
}

function nodesIn(node: Node): Node[] {
  if (node.kind === "array") return node.items.flatMap(nodesIn);
  if (node.kind !== "object") return [];
  const name = stringValue(child(node, "Name") ?? child(node, "name"));
  const pair = name !== undefined && isSecretName(name) ? (child(node, "Value") ?? child(node, "value")) : undefined;
  const own = node.entries.flatMap(({ key, value }) => {
    return isSecretName(key) ? [...valuesOf(value), ...nodesIn(value)] : nodesIn(value);
  });
  return [...valuesOf(pair), ...own];
}

/** A text, a number or a list of them. */
function valuesOf(node: Node | undefined): Node[] {
  if (node?.kind === "array") return node.items.filter(({ kind }) => kind === "string" || kind === "number");
  return node?.kind === "string" || node?.kind === "number" ? [node] : [];
}
