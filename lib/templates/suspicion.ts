import type { Node } from "#lib/iam/index.ts";

/** Whether a value has the shape of a policy document, wherever it stands and however its elements are written. */
export function isDocument(node: Node): boolean {
  return node.kind === "object" && node.entries.some(({ key, value }) => /^statement$/i.test(key) && hasEffect(value));
}

function hasEffect(node: Node): boolean {
  if (node.kind === "array") return node.items.some(hasEffect);
  return node.kind === "object" && node.entries.some(({ key, value }) => /^effect$/i.test(key) || hasEffect(value));
}

/** Whether a text is such a document as JSON, or with `anywhere` holds one somewhere. */
export function isDocumentText(text: string, anywhere = false): boolean {
  return (anywhere || /^\s*[[{]/.test(text)) && /\bstatement\b/i.test(text) && /\beffect\b/i.test(text);
}
