import type { Node } from "#lib/iam/index.ts";

/**
 * The references of each expression in a node, each with its prefixes: a plan lists `module.a["k"].b` before
 * `module.a["k"]` and `module.a`.
 */
export function referenceLists(node: Node): string[][] {
  if (node.kind === "string") return [[node.value]];
  if (node.kind === "object") return node.entries.flatMap(({ value }) => referenceLists(value));
  if (node.kind !== "array") return [];
  const names = node.items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
  const inner = node.items.flatMap((item) => (item.kind === "string" ? [] : referenceLists(item)));
  const whole = names.filter((name, at) => !leadsTo(name, names[at - 1] ?? ""));
  return whole.length === 0 ? inner : [whole, ...inner];
}

function leadsTo(name: string, whole: string): boolean {
  return whole.startsWith(name) && /^[.[]/.test(whole.slice(name.length));
}
