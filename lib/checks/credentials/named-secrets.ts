import type { Node } from "#lib/iam/index.ts";
import { child, children, stringValue } from "#lib/templates/node.ts";
import { isLabel } from "./labelled-secrets.ts";

const NAME =
  /(?:^|_|-|[a-z])(?:secret|password|passwd|secret_?key|secret_?access_?key|token|private_?key)(?:$|_v\d+$)/i;
/** Shorter values are ordinary words rather than secrets. */
export const SHORTEST = 6;

/** Whether a value with this name is a secret. */
function isSecretName(name: string): boolean {
  return NAME.test(name) || isLabel(name);
}

/** Template parameters with NoEcho. */
export function hiddenParameters(root: Node): Set<string> {
  const hidden = [...children(child(root, "Parameters"))].filter(([name, parameter]) => {
    const noEcho = child(parameter, "NoEcho");
    const quiet = noEcho?.kind === "boolean" ? noEcho.value : noEcho?.kind === "string" && /^true$/i.test(noEcho.value);
    return quiet || isSecretName(name);
  });
  return new Set(hidden.map(([name]) => name));
}

/**
 * Values with the name of a secret, values a template assigns to hidden parameters or compares with them, and values a
 * plan marks as sensitive.
 */
export function secretNodes(root: Node): Node[] {
  const hidden = hiddenParameters(root);
  const given = [...children(child(root, "Parameters"))].flatMap(([name, parameter]) =>
    hidden.has(name) ? ["Default", "AllowedValues"].flatMap((key) => valuesOf(child(parameter, key))) : [],
  );
  const variables = [...children(child(root, "variables"))].flatMap(([name, variable]) =>
    isSecretName(name) ? valuesOf(child(variable, "value")) : [],
  );
  const compared = hidden.size > 0 ? comparedWith(hidden, root) : [];
  const all = [...given, ...variables, ...compared, ...sensitiveNodes(root), ...nodesIn(root)];
  return [...new Set(all)].filter((node) => isSecret(textOf(node)));
}

/** The same for a fragment of a template, which does not show which parameters are hidden. */
export function secretNodesBeside(part: Node): Node[] {
  const given = leavesOf(child(part, "Parameters") ?? part).filter((node) => isSecret(textOf(node)));
  return child(part, "Parameters") ? given : secretNodes(part);
}

/** Values compared with a hidden parameter. */
function comparedWith(hidden: ReadonlySet<string>, node: Node): Node[] {
  if (node.kind === "array") return node.items.flatMap((item) => comparedWith(hidden, item));
  if (node.kind !== "object") return [];
  return node.entries.flatMap(({ key, value }) => {
    const isHidden =
      key === "Fn::Equals" && value.kind === "array" && value.items.some((item) => refersTo(hidden, item));
    return [...(isHidden ? valuesOf(value) : []), ...comparedWith(hidden, value)];
  });
}

function refersTo(names: ReadonlySet<string>, node: Node): boolean {
  const name = stringValue(child(node, "Ref"));
  return name !== undefined && names.has(name);
}

/** Terraform plans pair their values with a tree of the same shape that has `true` for each sensitive value. */
function sensitiveNodes(node: Node): Node[] {
  if (node.kind === "array") return node.items.flatMap(sensitiveNodes);
  if (node.kind !== "object") return [];
  const own = SENSITIVE.flatMap(([values, marks]) => marked(child(node, values), child(node, marks)));
  return [...own, ...node.entries.flatMap(({ value }) => sensitiveNodes(value))];
}

const SENSITIVE = [
  ["before", "before_sensitive"],
  ["after", "after_sensitive"],
  ["values", "sensitive_values"],
] as const;

function marked(node: Node | undefined, marks: Node | undefined): Node[] {
  if (!node || !marks) return [];
  if (marks.kind === "boolean") return marks.value ? leavesOf(node) : [];
  if (node.kind === "array" && marks.kind === "array") {
    return node.items.flatMap((item, index) => marked(item, marks.items[index]));
  }
  return node.kind === "object" ? node.entries.flatMap(({ key, value }) => marked(value, child(marks, key))) : [];
}

function leavesOf(node: Node): Node[] {
  if (node.kind === "array") return node.items.flatMap(leavesOf);
  return node.kind === "object" ? node.entries.flatMap(({ value }) => leavesOf(value)) : [node];
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

/** A string, a number or a list of them. */
function valuesOf(node: Node | undefined): Node[] {
  if (node?.kind === "array") return node.items.filter(({ kind }) => kind === "string" || kind === "number");
  return node?.kind === "string" || node?.kind === "number" ? [node] : [];
}
