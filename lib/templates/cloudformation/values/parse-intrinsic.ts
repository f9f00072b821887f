import type { Node } from "#lib/iam/index.ts";

export type Intrinsic = { name: string; argument: Node };

/**
 * The intrinsic an object represents, or null. A function with sibling keys counts too: CloudFormation allows it for
 * macros only, and their result is unknown.
 */
export function intrinsicOf(node: Node): Intrinsic | null {
  if (node.kind !== "object") return null;
  const [first] = node.entries;
  if (first && node.entries.length === 1 && /^(?:Ref$|Fn::|!)/.test(first.key)) {
    return { name: first.key, argument: first.value };
  }
  const among = node.entries.find((entry) => /^(?:Fn::|!)/.test(entry.key));
  return among ? { name: among.key, argument: among.value } : null;
}
