import type { Node } from "#lib/iam/index.ts";
import type { Gap } from "#lib/templates/cloudformation/values/outcome.ts";
import { intrinsicOf } from "#lib/templates/cloudformation/values/parse-intrinsic.ts";
import { child, items, type ObjectNode, objectNode, stringValue } from "../../node.ts";
import type { Path } from "../../reading.ts";

const FUNCTION = /^(?:Fn::|!)/;

/**
 * Whether a value is produced at deployment from its whole content: CloudFormation functions have no neighbouring keys.
 */
function isMacro(node: ObjectNode): boolean {
  const { name } = intrinsicOf(node) ?? {};
  return name !== undefined && (node.entries.length > 1 || /^(?:Fn::Transform$|Fn::ForEach|!)/.test(name));
}

/** The macros in Globals, whose results are unknown. */
export function macrosIn(node: Node, path: Path): Gap[] {
  if (node.kind === "array") return node.items.flatMap((item, index) => macrosIn(item, [...path, index]));
  if (node.kind !== "object") return [];
  if (isMacro(node)) return [{ message: MACRO, path, span: node.span }];
  return node.entries.flatMap(({ key, value }) => macrosIn(value, [...path, key]));
}

const MACRO = "A macro creates these Globals at deployment; policies that it adds or changes are not read.";

/** Globals, or sections of them, that are not objects of properties: SAM rejects them, and their values are unknown. */
export function shapelessIn(globals: Node): Gap[] {
  const [path, span] = [["Globals"], globals.span];
  if (isShapeless(globals)) return [{ message: SHAPELESS, path, span }];
  const sections = globals.kind === "object" && !isMacro(globals) ? globals.entries : [];
  return sections.flatMap(({ key, value }) => {
    return isShapeless(value) ? [{ message: SHAPELESS, path: [...path, key], span: value.span }] : [];
  });
}

function isShapeless(node: Node): boolean {
  if (node.kind !== "object") return node.kind !== "null";
  return intrinsicOf(node) !== null && !isMacro(node);
}

const SHAPELESS = "SAM expects an object of properties here. These Globals are not read.";

/** The written content of Globals, without macros. */
export function withoutMacros(node: Node): Node {
  if (node.kind === "array") return { ...node, items: node.items.map(withoutMacros) };
  if (node.kind !== "object") return node;
  const written = isMacro(node) ? node.entries.filter(({ key }) => !FUNCTION.test(key)) : node.entries;
  return { ...node, entries: written.map((entry) => ({ ...entry, value: withoutMacros(entry.value) })) };
}

/** What Globals give a resource; null if its `IgnoreGlobals` does not say which properties it ignores. */
export function globalsFor(properties: Node | undefined, globals: Node | undefined): Node | undefined | null {
  const ignored = child(properties, "IgnoreGlobals");
  if (!ignored || !globals) return globals;
  if (stringValue(ignored) === "*") return undefined;
  const names = items(ignored).map(stringValue);
  if (names.length === 0 || names.includes(undefined) || globals.kind !== "object") return null;
  return { ...globals, entries: globals.entries.filter(({ key }) => !names.includes(key)) };
}

/**
 * The properties of a resource merged with those that Globals give its type: objects are merged, lists are
 * concatenated, otherwise the resource's own value wins. Source: AWS SAM Developer Guide, "Globals section of the AWS
 * SAM template".
 */
export function withGlobals(properties: Node | undefined, globals: Node | undefined): Node | undefined {
  return globals && properties ? merged(globals, properties) : (properties ?? globals);
}

/** Properties in which a function in Globals may produce an object or list, to be merged with the resource's own. */
export function openlyMerged(properties: Node | undefined, globals: Node | undefined): { key: string; value: Node }[] {
  if (properties?.kind !== "object" || intrinsicOf(properties)) return [];
  return properties.entries.filter(({ key, value }) => {
    const global = child(globals, key);
    return global !== undefined && hasOpenMerge(global, value);
  });
}

function hasOpenMerge(global: Node, own: Node): boolean {
  if (intrinsicOf(own) || (own.kind !== "object" && own.kind !== "array")) return false;
  if (intrinsicOf(global)) return true;
  return openlyMerged(own, global).length > 0;
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
