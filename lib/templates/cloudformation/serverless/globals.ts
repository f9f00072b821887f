import type { Node } from "#lib/iam/index.ts";
import { child, items, objectNode, stringValue } from "../../node.ts";
import { intrinsicOf } from "../intrinsic.ts";

/**
 * The properties of a resource with those that the template's Globals give to all of its type: objects are merged, lists
 * follow each other, anything else of the resource's own wins. Null where `IgnoreGlobals` does not say what it leaves out.
 * Source: AWS SAM Developer Guide, "Globals section of the AWS SAM template".
 */
export function withGlobals(properties: Node | undefined, globals: Node | undefined): Node | undefined | null {
  if (!globals || !properties) return properties ?? globals;
  const ignored = child(properties, "IgnoreGlobals");
  if (!ignored) return merged(globals, properties);
  if (stringValue(ignored) === "*") return properties;
  const names = items(ignored).map(stringValue);
  if (names.length === 0 || names.includes(undefined) || globals.kind !== "object") return null;
  return merged({ ...globals, entries: globals.entries.filter(({ key }) => !names.includes(key)) }, properties);
}

function merged(global: Node, own: Node): Node {
  if (intrinsicOf(global) || intrinsicOf(own)) return own;
  if (global.kind === "array" && own.kind === "array") return { ...own, items: [...global.items, ...own.items] };
  if (global.kind !== "object" || own.kind !== "object") return own;
  const both = new Map(global.entries.map(({ key, value }) => [key, value]));
  for (const { key, value } of own.entries) {
    const before = both.get(key);
    both.set(key, before ? merged(before, value) : value);
  }
  return objectNode([...both], own.span);
}
