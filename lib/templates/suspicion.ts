import type { Node } from "#lib/iam/index.ts";
import { intrinsicOf } from "./cloudformation/values/parse-intrinsic.ts";

/** Whether a value has the shape of a policy document or of its statements, anywhere and in any spelling. */
export function isDocument(node: Node): boolean {
  return node.kind === "object" && node.entries.some(({ key, value }) => /statements?$/i.test(key) && grants(value));
}

/** Whether a value contains an effect, or an action together with its target. */
function grants(node: Node): boolean {
  if (node.kind === "array") return node.items.some(grants);
  if (node.kind !== "object") return false;
  const has = (name: RegExp) => node.entries.some(({ key }) => name.test(key));
  const isOne = has(/^effect$/i) || (has(/^(?:not)?actions?$/i) && has(/^(?:not)?resources?$/i));
  return isOne || node.entries.some(({ value }) => grants(value));
}

/** Whether a value is a standalone policy statement, in any spelling of its elements. */
export function isStatement(node: Node): boolean {
  if (node.kind !== "object") return false;
  const hasEffect = node.entries.some(({ key, value }) => /^effect$/i.test(key) && isEffect(value));
  return hasEffect && node.entries.some(({ key }) => /^(?:not)?(?:action|resource|principal)s?$/i.test(key));
}

/** An effect, or a variable or function that produces one. */
function isEffect(node: Node): boolean {
  return node.kind === "string" ? /^(?:allow|deny)$|[$]\{|\{\{/i.test(node.value) : intrinsicOf(node) !== null;
}

/** Whether a text is such a document as JSON or, with `anywhere`, contains one. */
export function isDocumentText(text: string, anywhere = false): boolean {
  return (anywhere || /^\s*[[{]/.test(text)) && /\bstatement\b/i.test(text) && /\beffect\b/i.test(text);
}

/** Whether a text contains the ARN of a managed policy, whose account may be left open. */
export function namesManagedPolicy(text: string): boolean {
  return /:iam::(?:aws|\d{12}|\$\{[^{}]*\})?:policy\//.test(text);
}

/** Whether a text is exactly the ARN of a managed policy. */
export function isManagedPolicyArn(text: string): boolean {
  return /^arn:[^:]+:iam::(?:aws|\d{12}):policy\/\S+$/.test(text);
}

/** The message for a resource of an unknown type that is given a managed policy. */
export function givenManagedPolicy(type: string): string {
  return `This names a managed policy. What ${type} does with it is not known.`;
}
