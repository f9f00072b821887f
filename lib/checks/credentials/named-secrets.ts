import type { Node } from "#lib/iam/index.ts";
import { child, children } from "#lib/templates/node.ts";

const NAME =
  /(?:^|_|-|[a-z])(?:secret|password|passwd|secret_?key|secret_?access_?key|token|private_?key)(?:$|_v\d+$)/i;
const SHORTEST = 6;

/** Values under the name of a secret, and defaults of parameters that are not to be shown. */
export function namedSecrets(root: Node): string[] {
  return secretNodes(root).flatMap((node) => (node.kind === "string" ? [node.value] : []));
}

/** The same with their places. */
export function secretNodes(root: Node): Node[] {
  const hidden = [...children(child(root, "Parameters"))].flatMap(([name, parameter]) => {
    const noEcho = child(parameter, "NoEcho");
    const quiet = noEcho?.kind === "boolean" ? noEcho.value : noEcho?.kind === "string" && /^true$/i.test(noEcho.value);
    const value = child(parameter, "Default");
    return (quiet || NAME.test(name)) && value ? [value] : [];
  });
  return [...hidden, ...nodesIn(root)].filter((node) => {
    return node.kind === "string" && node.value.length >= SHORTEST && !/^\$\{|^\{\{|^arn:/.test(node.value);
  });
}

function nodesIn(node: Node): Node[] {
  if (node.kind === "array") return node.items.flatMap(nodesIn);
  if (node.kind !== "object") return [];
  return node.entries.flatMap(({ key, value }) => {
    return value.kind === "string" ? (NAME.test(key) ? [value] : []) : nodesIn(value);
  });
}
