import type { Node } from "#lib/iam/index.ts";
import { child, children } from "#lib/templates/node.ts";

const NAME =
  /(?:^|_|-|[a-z])(?:secret|password|passwd|secret_?key|secret_?access_?key|token|private_?key)(?:$|_v\d+$)/i;
const SHORTEST = 6;

/** Values under the name of a secret, and defaults of parameters that are not to be shown. */
export function namedSecrets(root: Node): string[] {
  const hidden = [...children(child(root, "Parameters"))].flatMap(([name, parameter]) => {
    const noEcho = child(parameter, "NoEcho");
    const quiet = noEcho?.kind === "boolean" ? noEcho.value : noEcho?.kind === "string" && /^true$/i.test(noEcho.value);
    const value = child(parameter, "Default");
    return (quiet || NAME.test(name)) && value?.kind === "string" ? [value.value] : [];
  });
  return [...hidden, ...valuesIn(root)].filter((value) => value.length >= SHORTEST && !/^\$\{|^\{\{|^arn:/.test(value));
}

function valuesIn(node: Node): string[] {
  if (node.kind === "array") return node.items.flatMap(valuesIn);
  if (node.kind !== "object") return [];
  return node.entries.flatMap(({ key, value }) => {
    return value.kind === "string" ? (NAME.test(key) ? [value.value] : []) : valuesIn(value);
  });
}
